import { eventFacts } from '../event-facts.ts'
import { defineMail } from '../mail.ts'

/** Tells that an upstream login was linked. */
export const identityLinked = defineMail(['at', 'provider', 'loginsUrl'], (frame, values) => {
  const { provider } = values
  const subject = frame.t('mail.identity.linked-subject', { provider })
  return {
    subject,
    heading: subject,
    body: frame.t('mail.identity.linked-body', { provider, brand: frame.brand.name }),
    facts: eventFacts(frame, values),
    action: { lead: frame.t('mail.not-you'), label: frame.t('mail.secure'), url: values.loginsUrl },
    closing: [],
  }
})
