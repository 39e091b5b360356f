import type { ComponentChildren } from 'preact'
import { useFrame } from '../../frame.tsx'
import { fieldProblem, type Problem } from './problem.ts'

export interface FieldProps {
  readonly name: string
  readonly label: string
  /** `lines` holds several values, one a line. */
  readonly type?: 'text' | 'email' | 'password' | 'lines' | 'search' | 'date'
  /** Only needed when two fields of one page have the same name. */
  readonly id?: string
  readonly value?: string | undefined
  readonly hint?: string | undefined
  readonly problem?: Problem | undefined
  readonly autoComplete?: string
  readonly inputMode?: 'text' | 'email' | 'numeric'
  /** May stay empty; `silent` where nobody would think otherwise. */
  readonly optional?: boolean | 'silent'
  readonly maxLength?: number
  /** Codes and addresses are typed without help from the keyboard, names with it. */
  readonly verbatim?: boolean
  /** A link beside the label; the keyboard meets it after the field. */
  readonly aside?: ComponentChildren
  /** Where typing begins when the page is opened; a refused field goes before it. */
  readonly first?: boolean | undefined
}

/** A labelled text field with its hint and what is wrong with it. */
export function Field(props: FieldProps) {
  const frame = useFrame()
  const { name, id = `field-${name}`, type = 'text', hint, verbatim = true } = props
  const wrong = fieldProblem(frame, props.problem, name)
  const described = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(' ')
  const attributes = {
    id,
    name,
    value: props.value,
    autocomplete: props.autoComplete,
    inputMode: props.inputMode,
    maxLength: props.maxLength,
    required: !props.optional,
    autofocus: wrong || props.first ? true : undefined,
    'aria-invalid': wrong ? true : undefined,
    'aria-describedby': described || undefined,
    dir: verbatim ? ('auto' as const) : undefined,
    autocapitalize: verbatim ? ('none' as const) : undefined,
    spellcheck: verbatim ? false : undefined,
  }
  return (
    <div class="field">
      <div class="field-head">
        <label for={id}>
          {props.label}
          {props.optional === true && <span class="field-optional"> ({frame.t('common.optional')})</span>}
        </label>
      </div>
      <Control type={type} {...attributes} />
      {props.aside && <div class="field-aside">{props.aside}</div>}
      {wrong && (
        <p class="field-wrong" id={`${id}-wrong`}>
          {wrong}
        </p>
      )}
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}

type Attributes = Pick<FieldProps, 'value'> & Readonly<Record<string, unknown>>

function Control({ type, ...attributes }: Attributes & { readonly type: NonNullable<FieldProps['type']> }) {
  switch (type) {
    case 'password':
      return <input type="password" {...attributes} />
    case 'email':
      return <input type="email" {...attributes} />
    case 'search':
      return <input type="search" {...attributes} />
    case 'text':
      return <input type="text" {...attributes} />
    case 'date':
      return <input type="date" {...attributes} />
    case 'lines':
      return <Lines {...attributes} />
    default:
      return type satisfies never
  }
}

function Lines({ value = '', ...attributes }: Attributes) {
  return (
    <textarea rows={Math.min(Math.max(value.split('\n').length + 1, 3), 12)} {...attributes}>
      {value}
    </textarea>
  )
}

/** A choice of one out of a few. */
export function Select(props: {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly text: string; readonly lang?: string }[]
  readonly problem?: Problem | undefined
}) {
  const wrong = fieldProblem(useFrame(), props.problem, props.name)
  const id = `field-${props.name}`
  return (
    <div class="field">
      <div class="field-head">
        <label for={id}>{props.label}</label>
      </div>
      <select
        id={id}
        name={props.name}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong && `${id}-wrong`}
      >
        {props.options.map(({ value, text, lang }) => (
          <option key={value} value={value} lang={lang} selected={value === props.value}>
            {text}
          </option>
        ))}
      </select>
      {wrong && (
        <p class="field-wrong" id={`${id}-wrong`}>
          {wrong}
        </p>
      )}
    </div>
  )
}

/** A box to tick. */
export function Checkbox(props: {
  readonly name: string
  readonly label: string
  readonly checked?: boolean
  readonly required?: boolean
}) {
  const id = `field-${props.name}`
  return (
    <div class="checkbox">
      <input id={id} name={props.name} type="checkbox" value="true" checked={props.checked} required={props.required} />
      <label for={id}>{props.label}</label>
    </div>
  )
}

/** Tells a password manager whose password the form is about; people read it elsewhere on the page. */
export function AccountHint({ email }: { readonly email: string }) {
  return (
    <input class="unseen" type="text" value={email} autocomplete="username" readOnly tabIndex={-1} aria-hidden="true" />
  )
}
