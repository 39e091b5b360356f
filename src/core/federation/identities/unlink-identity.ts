import { AppError } from '../../../errors.ts'
import type { UserId } from '../../../kit/ids.ts'
import type { Services } from '../../../services.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { seenFrom, type Visit } from '../../audit/visit.ts'
import { countWaysIn } from './count-ways-in.ts'
import { tellOfLogin } from './tell-of-login.ts'

export interface UnlinkIdentity {
  readonly userId: UserId
  readonly identityId: string
  readonly visit?: Visit | undefined
}

/** Removes a login from an account, but never the last way in. */
export async function unlinkIdentity(services: Services, input: UnlinkIdentity): Promise<void> {
  const { userId, identityId, visit } = input
  await services.store.transaction(async (tx) => {
    const within = { ...services, store: tx }
    // Changing the person's row first makes two removals at once wait for each other.
    const user = await tx.users.update(userId, { updatedAt: services.clock.now() })
    const identity = await tx.identities.findOwn(userId, identityId)
    if (!identity) throw new AppError('identity.unknown', { id: identityId })
    if ((await countWaysIn(tx, userId)) <= 1) throw new AppError('identity.last', { id: identityId })
    await tx.identities.delete(userId, identityId)
    const { provider } = identity
    const event = { type: 'identity.unlinked', actor: { type: 'user', id: userId }, target: userId } as const
    await recordEvent(within, { ...event, ...(visit ? seenFrom(visit) : {}), detail: { provider } })
    await tellOfLogin(within, { user, provider, change: 'unlinked', visit })
  })
}
