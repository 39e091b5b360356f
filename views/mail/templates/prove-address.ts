import { defineMail } from '../mail.ts'

/** The code that proves that an upstream login and an account with its address belong to one person. */
export const proveAddress = defineMail(
  ['code', 'minutes', 'provider'],
  ({ t, brand }, { code, minutes, provider }) => ({
    subject: t('mail.prove.subject', { code, brand: brand.name }),
    heading: t('mail.prove.heading', { provider }),
    body: t('mail.prove.body', { provider }),
    code,
    closing: [t('mail.expires', { count: Number(minutes) }), t('mail.never-share'), t('mail.ignore')],
  }),
)
