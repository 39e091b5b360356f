/** One of a few ways, told in a sentence. */
export interface Choice {
  readonly value: string
  readonly text: string
  readonly hint: string
}

/** A choice that needs explaining: one of a few, each with a sentence. */
export function Choices(props: {
  readonly name: string
  readonly legend: string
  readonly value: string
  readonly choices: readonly Choice[]
}) {
  return (
    <fieldset class="choices">
      <legend>{props.legend}</legend>
      {props.choices.map(({ value, text, hint }) => {
        const id = `field-${props.name}-${value}`
        return (
          <div key={value}>
            <input
              id={id}
              type="radio"
              name={props.name}
              value={value}
              checked={value === props.value}
              aria-describedby={`${id}-hint`}
            />
            <label for={id}>{text}</label>
            <p class="field-hint" id={`${id}-hint`}>
              {hint}
            </p>
          </div>
        )
      })}
    </fieldset>
  )
}
