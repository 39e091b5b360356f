import type { ComponentChildren } from 'preact'

/** One thing of a kind: what it is called, what is known about it, what can be done with it. */
export interface Item {
  readonly id: string
  readonly title: string
  /** Where more is to be seen of it. */
  readonly href?: string | undefined
  readonly mark?: ComponentChildren
  readonly tags?: readonly { readonly text: string; readonly tone: 'good' | 'warning' }[]
  readonly lines?: readonly ComponentChildren[]
  readonly actions?: ComponentChildren
}

/** Things of one kind, or a word about there being none. */
export function ItemList({ items, empty }: { readonly items: readonly Item[]; readonly empty?: string }) {
  if (items.length === 0) return <p class="empty">{empty}</p>
  return (
    <ul class="items">
      {items.map((item) => (
        <li key={item.id} class="item">
          {item.mark}
          <div class="item-words">
            <p>
              <strong>
                <bdi>{item.href ? <a href={item.href}>{item.title}</a> : item.title}</bdi>
              </strong>
              {item.tags?.map(({ text, tone }) => (
                <span key={text} class="pill" data-tone={tone}>
                  {text}
                </span>
              ))}
            </p>
            {item.lines?.map((line, position) => (
              <div key={position} class="quiet">
                {line}
              </div>
            ))}
          </div>
          {item.actions && <div class="item-actions">{item.actions}</div>}
        </li>
      ))}
    </ul>
  )
}
