import { type ComponentChildren, Fragment } from 'preact'
import { useFrame } from '../frame.tsx'
import { type Locale, sentence, type TextKey, type ValuesOf } from '../text.ts'

/** A text whose placeholders are elements; each is isolated, so that a name keeps its own writing direction. */
export function RichText<Key extends TextKey>(props: {
  readonly text: Key
  readonly values: ValuesOf<Key, ComponentChildren>[0]
}) {
  const { locale } = useFrame()
  const values: Readonly<Record<string, ComponentChildren>> = props.values ?? {}
  const parts = sentence(locale, props.text, values).split(/\{(\w+)\}/)
  return (
    <>
      {parts.map((part, position) =>
        position % 2 === 0 ? (
          <Fragment key={part}>{part}</Fragment>
        ) : (
          <bdi key={part}>{inWords(values[part], locale)}</bdi>
        ),
      )}
    </>
  )
}

function inWords(value: ComponentChildren, locale: Locale): ComponentChildren {
  return typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : value
}
