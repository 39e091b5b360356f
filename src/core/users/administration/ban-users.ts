import type { UserId } from '../../../kit/ids.ts'
import type { Services } from '../../../services.ts'
import type { User } from '../../../store/users.ts'
import type { Author } from '../../audit/author.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { endAllAccess } from '../end-all-access.ts'
import { keepAdministrator } from './keep-administrator.ts'

export interface SomeUsers {
  readonly ids: readonly UserId[]
  readonly by: Author
}

/** Shuts people out until they are let in again; whatever they are signed in to ends now. All of them or none. */
export async function banUsers(services: Services, { ids, by }: SomeUsers): Promise<readonly User[]> {
  const { store, clock } = services
  const now = clock.now()
  return store.transaction(async (tx) => {
    const banned: User[] = []
    for (const id of inOrder(ids)) {
      await keepAdministrator(tx, { id, now })
      banned.push(await tx.users.update(id, { bannedAt: now, updatedAt: now }))
      await endAllAccess(services, tx, id, { shutOut: true })
      await recordEvent({ store: tx, clock }, { type: 'user.banned', ...by, target: id })
    }
    return banned
  })
}

/** Lets people in again. All of them or none. */
export async function unbanUsers({ store, clock }: Services, { ids, by }: SomeUsers): Promise<readonly User[]> {
  return store.transaction(async (tx) => {
    const unbanned: User[] = []
    for (const id of inOrder(ids)) {
      unbanned.push(await tx.users.update(id, { bannedAt: null, updatedAt: clock.now() }))
      await recordEvent({ store: tx, clock }, { type: 'user.unbanned', ...by, target: id })
    }
    return unbanned
  })
}

// Rows are locked in the same order by everyone, so that two such changes cannot wait for each other.
function inOrder(ids: readonly UserId[]): UserId[] {
  return [...new Set(ids)].sort()
}
