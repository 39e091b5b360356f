import { useFrame } from '../frame.tsx'
import { formatMoment, formatRelative } from '../text.ts'

/** When something happened, seen from now; the exact time shows on hover. */
export function Moment({ at }: { readonly at: Date }) {
  const { locale, now } = useFrame()
  return (
    <time datetime={at.toISOString()} title={formatMoment(locale, at)}>
      {formatRelative(locale, at, now)}
    </time>
  )
}
