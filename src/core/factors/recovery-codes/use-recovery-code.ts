import type { Services } from '../../../services.ts'
import type { User } from '../../../store/users.ts'
import type { Visit } from '../../audit/visit.ts'
import { tellOfFactor } from '../tell-of-factor.ts'
import { recoveryCodeMacs } from './recovery-code-macs.ts'

export interface UseRecoveryCode {
  readonly user: User
  readonly code: string
  readonly visit: Visit
}

/** Uses up a recovery code and tells its person; false when it is not one, or not any more. */
export async function useRecoveryCode(services: Services, { user, code, visit }: UseRecoveryCode): Promise<boolean> {
  const { store, clock } = services
  const macs = await recoveryCodeMacs(services, user.id, [code])
  return store.transaction(async (tx) => {
    const used = await tx.recoveryCodes.use(user.id, macs, clock.now())
    if (used) await tellOfFactor(services, tx, { user, visit, change: 'recovery-code-used' })
    return used
  })
}
