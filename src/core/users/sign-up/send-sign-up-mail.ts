import type { Services } from '../../../services.ts'
import { sendCode } from '../../factors/codes/send-code.ts'
import { type PendingSignUp, signUpPurpose } from './pending-sign-up.ts'

export interface SendSignUpMail {
  readonly pending: PendingSignUp
  readonly subject: string
  readonly signInUrl: string
}

/** Where the links lead that prove a new account's address. */
export const verifyPath = '/verify'

/** Mails a code and a link to a new address, or "you have an account" to a known one; `services.store` is a transaction. */
export async function sendSignUpMail(
  services: Services,
  { pending, subject, signInUrl }: SendSignUpMail,
): Promise<void> {
  const { email, locale, clientId, taken } = pending
  const { store, issuer } = services
  const template = taken ? 'known-address' : 'verify-address'
  const values: Record<string, string> = taken ? { signInUrl, recoverUrl: `${issuer.origin}/recover` } : {}
  await sendCode(services, store, {
    purpose: signUpPurpose,
    subject,
    payload: pending,
    mail: { to: email, template, locale, values, clientId },
    decoy: taken,
    linkPath: verifyPath,
  })
}
