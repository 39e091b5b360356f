import { eventFacts } from '../event-facts.ts'
import { defineMail } from '../mail.ts'

/** Tells of a sign-in on a device that was not seen before. */
export const newDevice = defineMail(['at', 'sessionsUrl'], (frame, values) => ({
  subject: frame.t('mail.new-device.subject'),
  heading: frame.t('mail.new-device.heading'),
  body: frame.t('mail.new-device.body', { brand: frame.brand.name }),
  facts: eventFacts(frame, values),
  action: { lead: frame.t('mail.not-you'), label: frame.t('mail.secure'), url: values.sessionsUrl },
  closing: [],
}))
