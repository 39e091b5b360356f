import { useFrame } from '../../frame.tsx'

/** How many there are of a kind, and where they are listed. */
export interface Count {
  readonly label: string
  readonly count: number
  readonly href?: string | undefined
}

/** A row of numbers, each with what it counts. */
export function Numbers({ numbers }: { readonly numbers: readonly Count[] }) {
  const { locale } = useFrame()
  const inWords = new Intl.NumberFormat(locale)
  return (
    <dl class="numbers">
      {numbers.map(({ label, count, href }) => (
        <div key={label}>
          <dt>{href ? <a href={href}>{label}</a> : label}</dt>
          <dd>{inWords.format(count)}</dd>
        </div>
      ))}
    </dl>
  )
}
