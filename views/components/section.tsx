import type { ComponentChildren } from 'preact'

/** A part of a page under its own heading. */
export function Section(props: {
  readonly title: string
  readonly lede?: ComponentChildren
  readonly children?: ComponentChildren
}) {
  return (
    <section class="section">
      <div class="section-head">
        <h2>{props.title}</h2>
        {props.lede && <p class="quiet">{props.lede}</p>}
      </div>
      {props.children}
    </section>
  )
}
