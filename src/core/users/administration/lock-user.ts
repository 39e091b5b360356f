import { after, hours } from '../../../kit/clock.ts'
import type { UserId } from '../../../kit/ids.ts'
import type { Services } from '../../../services.ts'
import type { User } from '../../../store/users.ts'
import type { Author } from '../../audit/author.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { clearPasswordBudgets } from '../../limits/password-budgets.ts'
import { endAllAccess } from '../end-all-access.ts'

/** How long an account stays locked that an administrator locked. */
export const lockDuration = hours(1)

export interface OneUser {
  readonly id: UserId
  readonly by: Author
}

/** Shuts a person out for an hour; whatever they are signed in to ends now. */
export async function lockUser(services: Services, { id, by }: OneUser): Promise<User> {
  const { store, clock } = services
  const now = clock.now()
  return store.transaction(async (tx) => {
    const user = await tx.users.update(id, { lockedUntil: after(now, lockDuration), updatedAt: now })
    await endAllAccess(services, tx, id, { shutOut: true })
    await recordEvent({ store: tx, clock }, { type: 'user.locked', ...by, target: id })
    return user
  })
}

/** Lets a person in again, also one who has tried too many passwords. */
export async function unlockUser(services: Services, { id, by }: OneUser): Promise<User> {
  const { store, clock } = services
  return store.transaction(async (tx) => {
    const user = await tx.users.update(id, { lockedUntil: null, failedSignIns: 0, updatedAt: clock.now() })
    await clearPasswordBudgets({ store: tx }, { account: id, streak: true })
    await recordEvent({ store: tx, clock }, { type: 'user.unlocked', ...by, target: id })
    return user
  })
}
