import { eventFacts } from '../event-facts.ts'
import { defineMail } from '../mail.ts'

/** Tells that the password was changed. */
export const passwordChanged = defineMail(['at', 'recoverUrl'], (frame, values) => ({
  subject: frame.t('mail.password-changed.subject'),
  heading: frame.t('mail.password-changed.heading'),
  body: frame.t('mail.password-changed.body', { brand: frame.brand.name }),
  facts: eventFacts(frame, values),
  action: {
    lead: frame.t('mail.not-you'),
    label: frame.t('mail.password-changed.action'),
    url: values.recoverUrl,
  },
  closing: [],
}))
