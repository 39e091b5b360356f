import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { recordEvent } from '../../audit/record-event.ts'
import type { OneUser } from './lock-user.ts'

/** Removes a linked login in the name of an administrator, who may also take away the last one. */
export async function removeIdentity(
  { store, clock }: Services,
  { id, identityId, by }: OneUser & { readonly identityId: string },
): Promise<void> {
  await store.transaction(async (tx) => {
    const identity = await tx.identities.findOwn(id, identityId)
    if (!identity) throw new AppError('identity.unknown', { id: identityId })
    await tx.identities.delete(id, identityId)
    const event = { type: 'identity.unlinked', ...by, target: id }
    await recordEvent({ store: tx, clock }, { ...event, detail: { provider: identity.provider } })
  })
}
