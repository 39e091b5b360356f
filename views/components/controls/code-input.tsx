import { Field, type FieldProps } from './field.tsx'

/** The field for a short code: wide letters, the right keyboard, filled in by the phone when it can. */
export function CodeInput(
  props: Pick<FieldProps, 'label' | 'problem' | 'hint' | 'value' | 'first'> & {
    readonly name?: string
    readonly kind: 'digits' | 'letters'
  },
) {
  const digits = props.kind === 'digits'
  return (
    <div class="code-input">
      <Field
        name={props.name ?? 'code'}
        label={props.label}
        value={props.value}
        hint={props.hint}
        problem={props.problem}
        inputMode={digits ? 'numeric' : 'text'}
        autoComplete={digits ? 'one-time-code' : 'off'}
        maxLength={40}
        first={props.first}
      />
    </div>
  )
}
