import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import type { User } from '../../../store/users.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { seenFrom, type Visit } from '../../audit/visit.ts'
import { countWaysIn } from '../../federation/identities/count-ways-in.ts'
import { tellOfFactor } from '../tell-of-factor.ts'

export interface RemovePasskey {
  readonly user: User
  readonly passkeyId: string
  readonly visit: Visit
}

/** Removes a passkey and tells the person; never the last way in. */
export async function removePasskey(services: Services, { user, passkeyId, visit }: RemovePasskey): Promise<void> {
  await services.store.transaction(async (tx) => {
    // Changing the person's row first makes two removals at once wait for each other.
    await tx.users.update(user.id, { updatedAt: services.clock.now() })
    if (!(await tx.passkeys.delete(user.id, passkeyId))) throw new AppError('factor.absent')
    if ((await countWaysIn(tx, user.id)) === 0) throw new AppError('identity.last')
    const event = { type: 'factor.passkey-removed', actor: { type: 'user', id: user.id }, ...seenFrom(visit) } as const
    await recordEvent({ ...services, store: tx }, { ...event, detail: { passkey: passkeyId } })
    await tellOfFactor(services, tx, { user, visit, change: 'passkey-removed' })
  })
}
