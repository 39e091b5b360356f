/** A text that changes with a number: one form for each plural rule the language has, chosen by `{count}`. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>

/** A sentence with `{name}` placeholders, or its plural forms. */
export type Text = string | Plural

/** The shape a catalogue in another language must have: the keys of the English one, plurals where it has plurals. */
export type Translation<Source extends Readonly<Record<string, Text>>> = {
  readonly [Key in keyof Source]: Source[Key] extends string ? string : Plural
}
