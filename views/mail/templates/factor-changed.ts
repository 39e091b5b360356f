import { eventFacts } from '../event-facts.ts'
import { defineMail } from '../mail.ts'

const changes = {
  'totp-added': 'mail.factor.totp-added',
  'totp-removed': 'mail.factor.totp-removed',
  'passkey-added': 'mail.factor.passkey-added',
  'passkey-removed': 'mail.factor.passkey-removed',
  'recovery-codes-made': 'mail.factor.recovery-codes-made',
  'recovery-code-used': 'mail.factor.recovery-code-used',
} as const

/** Tells of a change to the second step or the passkeys; `change` says which. */
export const factorChanged = defineMail(['at', 'change', 'securityUrl'], (frame, values) => {
  const change = values.change as keyof typeof changes
  return {
    subject: frame.t('mail.factor.subject'),
    heading: frame.t('mail.factor.heading'),
    body: frame.t(changes[change], { brand: frame.brand.name }),
    facts: eventFacts(frame, values),
    action: { lead: frame.t('mail.not-you'), label: frame.t('mail.secure'), url: values.securityUrl },
    closing: [],
  }
})
