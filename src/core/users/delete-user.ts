import type { UserId } from '../../kit/ids.ts'
import type { Services } from '../../services.ts'
import type { Author } from '../audit/author.ts'
import { recordEvent } from '../audit/record-event.ts'
import { keepAdministrator } from './administration/keep-administrator.ts'
import { endAllAccess } from './end-all-access.ts'

/** Removes a person with everything that is theirs; who comes with the same address later is somebody new. */
export async function deleteUser(services: Services, { id, by }: { id: UserId; by: Author }): Promise<void> {
  const { store, clock } = services
  await store.transaction(async (tx) => {
    await tx.users.get(id)
    await keepAdministrator(tx, { id, now: clock.now() })
    await endAllAccess(services, tx, id)
    await tx.users.delete(id)
    await recordEvent({ store: tx, clock }, { type: 'user.deleted', ...by, target: id })
  })
}
