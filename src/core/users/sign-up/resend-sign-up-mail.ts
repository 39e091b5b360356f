import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import type { Visit } from '../../audit/visit.ts'
import { findCode } from '../../factors/codes/find-code.ts'
import { spendMail } from '../../limits/spend-mail.ts'
import { type PendingSignUp, pendingSignUp, signUpPurpose } from './pending-sign-up.ts'
import { sendSignUpMail } from './send-sign-up-mail.ts'

export interface ResendSignUpMail {
  readonly subject: string
  readonly signInUrl: string
  readonly visit: Visit
}

/** The sign-up that waits for its address to be proven. */
export async function findPendingSignUp(services: Services, subject: string): Promise<PendingSignUp | undefined> {
  const payload = await findCode(services, { purpose: signUpPurpose, subject })
  return payload === undefined ? undefined : pendingSignUp.parse(payload)
}

/** Mails another code; the one before stops working. */
export async function resendSignUpMail(
  services: Services,
  { subject, signInUrl, visit }: ResendSignUpMail,
): Promise<void> {
  const pending = await findPendingSignUp(services, subject)
  if (!pending) throw new AppError('code.expired')
  await spendMail(services, { to: pending.email, visit })
  await services.store.transaction((tx) => sendSignUpMail({ ...services, store: tx }, { pending, subject, signInUrl }))
}
