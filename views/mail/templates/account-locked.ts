import { defineMail } from '../mail.ts'

/** The way out for a person whose password rests after too many wrong tries. */
export const accountLocked = defineMail(['unlockUrl', 'minutes'], ({ t, brand }, { unlockUrl, minutes }) => ({
  subject: t('mail.locked.subject'),
  heading: t('mail.locked.heading'),
  body: t('mail.locked.body', { brand: brand.name }),
  action: { label: t('mail.locked.action'), url: unlockUrl },
  closing: [t('mail.expires', { count: Number(minutes) }), t('mail.locked.other')],
}))
