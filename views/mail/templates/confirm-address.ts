import { defineMail } from '../mail.ts'

/** The link that proves an address which an upstream login brought along. */
export const confirmAddress = defineMail(['provider', 'url'], ({ t, brand }, { provider, url }) => ({
  subject: t('mail.confirm.subject', { brand: brand.name }),
  heading: t('mail.verify.heading'),
  body: t('mail.confirm.body', { provider }),
  action: { label: t('mail.verify.action'), url },
  closing: [t('mail.confirm.expires'), t('mail.ignore')],
}))
