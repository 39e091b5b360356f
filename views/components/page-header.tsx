import type { ComponentChildren } from 'preact'

/** The title of a page and the sentence under it. */
export function PageHeader(props: { readonly title: ComponentChildren; readonly children?: ComponentChildren }) {
  return (
    <div class="page-header">
      <h1>{props.title}</h1>
      {props.children && <p class="lede">{props.children}</p>}
    </div>
  )
}
