import { defineMail } from '../mail.ts'

/** Goes to an address that already has an account when someone signs up with it; the page says nothing of that. */
export const knownAddress = defineMail(['signInUrl'], ({ t, brand }, { signInUrl, recoverUrl }) => ({
  subject: t('mail.known.subject', { brand: brand.name }),
  heading: t('mail.known.heading'),
  body: t('mail.known.body', { brand: brand.name }),
  action: { label: t('mail.known.action'), url: signInUrl },
  closing: [...(recoverUrl ? [t('mail.known.recover', { url: recoverUrl })] : []), t('mail.ignore')],
}))
