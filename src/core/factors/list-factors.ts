import type { Services } from '../../services.ts'
import type { User } from '../../store/users.ts'

/** A second step that a person can take. */
export type Factor = 'passkey' | 'totp' | 'recovery'

/** The second steps of an account, the one to offer first at the front. */
export async function listFactors({ store }: Pick<Services, 'store'>, user: User): Promise<readonly Factor[]> {
  const enrolled = user.totpEnabledAt !== null
  const passkeys = await store.passkeys.countByUser(user.id)
  const codes = enrolled ? await store.recoveryCodes.countLeft(user.id) : 0
  const factors = [enrolled && 'totp', passkeys > 0 && 'passkey', codes > 0 && 'recovery'] as const
  return factors.filter((factor) => factor !== false)
}
