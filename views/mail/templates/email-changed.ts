import { eventFacts } from '../event-facts.ts'
import { defineMail } from '../mail.ts'

/** Goes to the old address when an account gets a new main address. */
export const emailChanged = defineMail(['at', 'email', 'recoverUrl'], (frame, values) => ({
  subject: frame.t('mail.email-changed.subject'),
  heading: frame.t('mail.email-changed.heading'),
  body: frame.t('mail.email-changed.body', { brand: frame.brand.name, email: values.email }),
  facts: eventFacts(frame, values),
  action: { lead: frame.t('mail.not-you'), label: frame.t('mail.password-changed.action'), url: values.recoverUrl },
  closing: [],
}))
