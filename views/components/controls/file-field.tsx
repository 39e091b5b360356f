/** A labelled field for one file. */
export function FileField(props: {
  readonly name: string
  readonly label: string
  readonly hint: string
  /** Media types, with commas between them. */
  readonly accept: string
}) {
  const id = `field-${props.name}`
  return (
    <div class="field">
      <div class="field-head">
        <label for={id}>{props.label}</label>
      </div>
      <input id={id} type="file" name={props.name} accept={props.accept} required aria-describedby={`${id}-hint`} />
      <p class="field-hint" id={`${id}-hint`}>
        {props.hint}
      </p>
    </div>
  )
}
