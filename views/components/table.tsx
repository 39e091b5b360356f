import type { ComponentChildren } from 'preact'

/** A table whose first column names the rows; it scrolls inside its own frame on a small screen. */
export function Table(props: {
  readonly caption: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly ComponentChildren[])[]
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: WCAG 2.1.1 asks that what scrolls can be reached by keyboard
    <section class="table" aria-label={props.caption} tabIndex={0}>
      <table>
        <caption class="unseen">{props.caption}</caption>
        <thead>
          <tr>
            {props.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, column) =>
                column === 0 ? (
                  <th key={props.columns[column]} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={props.columns[column]}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
