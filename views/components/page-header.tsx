import type { ComponentChildren } from 'preact'
import { AppTile, type ClientSummary } from './badge.tsx'

/** The title of a page and the sentence under it; beside the title the application it is on the way to. */
export function PageHeader(props: {
  readonly title: ComponentChildren
  readonly client?: ClientSummary | undefined
  readonly children?: ComponentChildren
}) {
  return (
    <div class="page-header">
      <div class="page-title">
        {props.client && <AppTile client={props.client} />}
        <h1>{props.title}</h1>
      </div>
      {props.children && <p class="lede">{props.children}</p>}
    </div>
  )
}
