import { defineMail } from '../mail.ts'

/** The link to a new password. */
export const resetPassword = defineMail(['url', 'minutes'], ({ t, brand }, { url, minutes }) => ({
  subject: t('mail.reset.subject'),
  heading: t('mail.reset.heading'),
  body: t('mail.reset.body', { brand: brand.name }),
  action: { label: t('mail.reset.action'), url },
  closing: [t('mail.expires', { count: Number(minutes) }), t('mail.ignore')],
}))
