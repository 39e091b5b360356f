import { AppError, isRefusal } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { User } from '../../store/users.ts'
import { recordEvent } from '../audit/record-event.ts'
import { seenFrom } from '../audit/visit.ts'
import { checkPasskey, type ShownPasskey } from '../factors/passkeys/check-passkey.ts'
import { clearPasswordBudgets } from '../limits/password-budgets.ts'
import { maySignIn } from '../users/may-sign-in.ts'
import type { Proof } from './assurance.ts'

export interface PasskeySignIn {
  readonly user: User
  readonly proof: Proof
}

/** The person whose passkey this is; every way to fail is `sign-in.refused`. A resting password wakes up by it. */
export async function signInWithPasskey(
  services: Services,
  shown: Omit<ShownPasskey, 'userId'>,
): Promise<PasskeySignIn> {
  try {
    const { userId, proof } = await checkPasskey(services, shown)
    const user = await services.store.users.find(userId)
    if (!user || !maySignIn(user, services.clock.now())) throw new AppError('sign-in.refused')
    await clearPasswordBudgets(services, { account: userId, streak: true })
    return { user, proof }
  } catch (error) {
    if (!isRefusal(error)) throw error
    const event = { type: 'sign-in.failed', actor: { type: 'anonymous' }, ...seenFrom(shown.visit) } as const
    await recordEvent(services, { ...event, detail: { method: 'passkey' } })
    throw new AppError('sign-in.refused', { reason: 'passkey' }, { cause: error })
  }
}
