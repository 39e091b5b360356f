import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import type { User } from '../../../store/users.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { seenFrom, type Visit } from '../../audit/visit.ts'
import { tellOfFactor } from '../tell-of-factor.ts'

/** Turns the second step off; the recovery codes end with it. */
export async function disableTotp(
  services: Services,
  { user, visit }: { readonly user: User; readonly visit: Visit },
): Promise<void> {
  await services.store.transaction(async (tx) => {
    const off = { totpSealed: null, totpEnabledAt: null, totpLastStep: null, updatedAt: services.clock.now() }
    if (!(await tx.users.updateWhere(user.id, { totpEnabledAt: { not: null } }, off)))
      throw new AppError('factor.absent')
    await tx.recoveryCodes.deleteByUser(user.id)
    const event = { type: 'factor.totp-removed', actor: { type: 'user', id: user.id }, ...seenFrom(visit) } as const
    await recordEvent({ ...services, store: tx }, event)
    await tellOfFactor(services, tx, { user, visit, change: 'totp-removed' })
  })
}
