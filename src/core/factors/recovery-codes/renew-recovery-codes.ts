import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import type { User } from '../../../store/users.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { seenFrom, type Visit } from '../../audit/visit.ts'
import { tellOfFactor } from '../tell-of-factor.ts'
import { makeRecoveryCodes } from './make-recovery-codes.ts'

export interface RenewRecoveryCodes {
  readonly user: User
  readonly visit: Visit
}

/** Makes new recovery codes for a person who asks for them; the old ones end. */
export async function renewRecoveryCodes(
  services: Services,
  { user, visit }: RenewRecoveryCodes,
): Promise<readonly string[]> {
  if (user.totpEnabledAt === null) throw new AppError('factor.absent')
  return services.store.transaction(async (tx) => {
    const within = { ...services, store: tx }
    const event = {
      type: 'factor.recovery-codes-made',
      actor: { type: 'user', id: user.id },
      ...seenFrom(visit),
    } as const
    await recordEvent(within, event)
    await tellOfFactor(services, tx, { user, visit, change: 'recovery-codes-made' })
    return makeRecoveryCodes(within, user.id)
  })
}
