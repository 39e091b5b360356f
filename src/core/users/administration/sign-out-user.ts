import type { Services } from '../../../services.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { endAllAccess } from '../end-all-access.ts'
import type { OneUser } from './lock-user.ts'

/** Ends whatever a person is signed in to; they may sign in again. */
export async function signOutUser(services: Services, { id, by }: OneUser): Promise<void> {
  const { store, clock } = services
  await store.transaction(async (tx) => {
    await tx.users.get(id)
    await endAllAccess(services, tx, id)
    await recordEvent({ store: tx, clock }, { type: 'user.signed_out', ...by, target: id })
  })
}
