import { defineMail } from '../mail.ts'

/** A code to sign in with, or to step up with. */
export const signInCode = defineMail(['code', 'minutes'], ({ t, brand }, { code, minutes }) => ({
  subject: t('mail.sign-in.subject', { code, brand: brand.name }),
  heading: t('mail.sign-in.heading'),
  body: t('mail.sign-in.body'),
  code,
  closing: [t('mail.expires', { count: Number(minutes) }), t('mail.never-share'), t('mail.ignore')],
}))
