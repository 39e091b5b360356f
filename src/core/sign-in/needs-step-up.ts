import type { UserId } from '../../kit/ids.ts'
import type { Services } from '../../services.ts'
import { listFactors } from '../factors/list-factors.ts'
import { bestContext, isTwoFactorContext, meets } from './assurance.ts'
import { isSecondFactorRequired } from './second-factor-policy.ts'

export interface SignedInAs {
  readonly userId: UserId
  /** How the person is signed in. */
  readonly acr: string | undefined
  /** Contexts the application asks for. */
  readonly wanted: readonly string[]
  readonly clientId: string
}

/**
 * Whether a person who is signed in has to show more for this application: because its operator requires a second step,
 * or because it asks for one (RFC 9470) and the person has one. Asking those who have none would lead nowhere.
 */
export async function needsStepUp(
  services: Pick<Services, 'store'>,
  { userId, acr, wanted, clientId }: SignedInAs,
): Promise<boolean> {
  if (!isTwoFactorContext(acr) && (await isSecondFactorRequired(services, clientId))) return true
  if (meets(acr, wanted)) return false
  const user = await services.store.users.find(userId)
  return user !== undefined && meets(bestContext(await listFactors(services, user)), wanted)
}
