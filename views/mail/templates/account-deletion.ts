import { formatDay } from '../../text.ts'
import { defineMail } from '../mail.ts'

/** Tells when an account will be erased, and how to keep it. */
export const accountDeletion = defineMail(['deletesAt', 'keepUrl'], ({ t, brand, locale }, { deletesAt, keepUrl }) => ({
  subject: t('mail.deletion.subject'),
  heading: t('mail.deletion.heading'),
  body: t('mail.deletion.body', { brand: brand.name, date: formatDay(locale, new Date(deletesAt)) }),
  action: { label: t('mail.deletion.action'), url: keepUrl },
  closing: [],
}))
