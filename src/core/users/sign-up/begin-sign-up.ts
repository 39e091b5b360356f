import { AppError } from '../../../errors.ts'
import { hours } from '../../../kit/clock.ts'
import type { Services } from '../../../services.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { seenFrom, type Visit } from '../../audit/visit.ts'
import { spend } from '../../limits/spend.ts'
import { spendMail } from '../../limits/spend-mail.ts'
import { checkNewPassword } from '../../passwords/check-new-password.ts'
import type { PendingSignUp } from './pending-sign-up.ts'
import { sendSignUpMail } from './send-sign-up-mail.ts'

export interface BeginSignUp {
  readonly email: string
  readonly password: string
  readonly name?: string | undefined
  readonly username?: string | undefined
  /** What the proof of the address is bound to. */
  readonly subject: string
  /** Where a person who has an account already signs in. */
  readonly signInUrl: string
  readonly visit: Visit
}

/**
 * Takes what a new account will be and mails a code to prove its address. When the address has an account the same work
 * is done, and another mail says so to whoever reads it.
 */
export async function beginSignUp(services: Services, input: BeginSignUp): Promise<void> {
  const { email, password, name, username, subject, signInUrl, visit } = input
  const { store, passwords, config } = services
  if (config.signUp === 'closed') throw new AppError('sign-up.closed')
  await checkNewPassword(services, { password, about: [email, name, username] })
  await spend(services, { bucket: 'registration.network', key: visit.network, limit: 10, window: hours(1) })
  await spendMail(services, { to: email, visit })
  if (username !== undefined && (await store.users.findByUsername(username))) throw new AppError('username.taken')
  const passwordHash = await passwords.hash(password)
  const taken = Boolean((await store.emails.find(email))?.verifiedAt)
  const { locale, clientId } = visit
  const pending: PendingSignUp = { email, name, username, passwordHash, locale, clientId, taken }
  await store.transaction(async (tx) => {
    const within = { ...services, store: tx }
    await sendSignUpMail(within, { pending, subject, signInUrl })
    await recordEvent(within, { type: 'sign-up.begun', actor: { type: 'anonymous' }, ...seenFrom(visit) })
  })
}
