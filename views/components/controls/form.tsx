import type { ComponentChildren } from 'preact'

/** Values a form sends back unseen. */
export type HiddenValues = Readonly<Record<string, string>>

/** A form that posts to us. */
export function Form(props: {
  readonly action: string
  readonly hidden?: HiddenValues | undefined
  readonly label?: string | undefined
  /** Set for a form that sends a file. */
  readonly withFile?: boolean
  readonly children: ComponentChildren
}) {
  return (
    <form
      class="form"
      method="post"
      action={props.action}
      enctype={props.withFile ? 'multipart/form-data' : undefined}
      aria-label={props.label}
    >
      {Object.entries(props.hidden ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {props.children}
    </form>
  )
}
