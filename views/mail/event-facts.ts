import type { Frame } from '../frame.tsx'
import { formatMoment } from '../text.ts'
import type { MailContent, MailValues } from './mail.ts'

/** When something happened to an account, on which device and from where, as far as that is known. */
export function eventFacts(
  { t, locale }: Frame,
  { at, device, place }: MailValues<'at'>,
): NonNullable<MailContent['facts']> {
  const known: readonly (readonly [string, string | undefined])[] = [
    [t('mail.when'), formatMoment(locale, new Date(at))],
    [t('mail.device'), device],
    [t('mail.place'), place],
  ]
  return known.flatMap(([name, value]) => (value ? [[name, value] as const] : []))
}
