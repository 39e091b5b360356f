import { defineMail } from '../mail.ts'

/** The code, and when given the link, that proves a new address. */
export const verifyAddress = defineMail(['code', 'minutes'], ({ t, brand }, { code, minutes, url }) => ({
  subject: t('mail.verify.subject', { code, brand: brand.name }),
  heading: t('mail.verify.heading'),
  body: t('mail.verify.body'),
  code,
  action: url === undefined ? undefined : { label: t('mail.verify.action'), url },
  closing: [t('mail.expires', { count: Number(minutes) }), t('mail.never-share'), t('mail.ignore')],
}))
