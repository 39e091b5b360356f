import type { ComponentChildren } from 'preact'

export interface ButtonProps {
  readonly tone?: 'primary' | 'plain' | 'danger' | 'link'
  readonly size?: 'small'
  readonly name?: string
  readonly value?: string
  /** Sends the form of this button to another address than the form's own. */
  readonly formAction?: string
  /** Lets the button send the form although other fields are empty. */
  readonly skipChecks?: boolean
  /** What the button does, where its words alone do not say to what. */
  readonly label?: string | undefined
  readonly children: ComponentChildren
}

/** A button that sends the form it stands in. */
export function Button({ tone = 'primary', size, name, value, formAction, skipChecks, label, children }: ButtonProps) {
  return (
    <button
      type="submit"
      class="button"
      data-tone={tone}
      data-size={size}
      name={name}
      value={value}
      formaction={formAction}
      formnovalidate={skipChecks}
      aria-label={label}
    >
      {children}
    </button>
  )
}

/** A link that looks like a button: it leads somewhere and changes nothing. */
export function ButtonLink(
  props: Pick<ButtonProps, 'tone' | 'size' | 'label' | 'children'> & { readonly href: string },
) {
  return (
    <a
      class="button"
      data-tone={props.tone ?? 'primary'}
      data-size={props.size}
      href={props.href}
      aria-label={props.label}
    >
      {props.children}
    </a>
  )
}
