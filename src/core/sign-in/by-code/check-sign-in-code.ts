import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { comparable, type User } from '../../../store/users.ts'
import { checkCode } from '../../factors/codes/check-code.ts'
import { giveBack } from '../../limits/give-back.ts'
import { spend } from '../../limits/spend.ts'
import { factorBudget } from '../../limits/spend-factor-try.ts'
import { maySignIn } from '../../users/may-sign-in.ts'
import { findPendingCode, readPendingCode, signInPurpose } from './send-sign-in-code.ts'

export interface SignedInByCode {
  readonly user: User
  readonly remember: boolean
}

/** The person whom the right code lets in. */
export async function checkSignInCode(
  services: Services,
  { subject, code }: { readonly subject: string; readonly code: string },
): Promise<SignedInByCode> {
  const { store, clock } = services
  const pending = await findPendingCode(services, subject)
  const budget = factorBudget(pending?.userId ?? comparable(pending?.identifier ?? subject))
  await spend(services, budget)
  const { userId, remember } = readPendingCode(await checkCode(services, { purpose: signInPurpose, subject, code }))
  const user = userId === undefined ? undefined : await store.users.find(userId)
  // Nobody was sent this code, so whoever typed it has guessed.
  if (!user || !maySignIn(user, clock.now())) throw new AppError('code.invalid')
  await giveBack(services, budget)
  return { user, remember }
}
