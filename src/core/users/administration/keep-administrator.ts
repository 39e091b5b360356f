import { AppError } from '../../../errors.ts'
import type { UserId } from '../../../kit/ids.ts'
import type { Store } from '../../../store/store.ts'

const shared = 'administrators.changed'

/** Refuses to lose this person, in the caller's transaction, if nobody else could administrate. */
export async function keepAdministrator(tx: Store, { id, now }: { id: UserId; now: Date }): Promise<void> {
  if ((await tx.users.find(id))?.isAdmin !== true) return
  // All such changes write this row: two at once wait for each other, so that they cannot both see the other one stay.
  await tx.settings.keep(shared, id, now)
  await tx.settings.save(shared, id, now)
  const others = await tx.users.count({ isAdmin: true, bannedAt: null, id: { not: id } })
  if (others === 0) throw new AppError('administrator.last', { id })
}
