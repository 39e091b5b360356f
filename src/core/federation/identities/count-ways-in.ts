import type { UserId } from '../../../kit/ids.ts'
import type { Store } from '../../../store/store.ts'

/** In how many ways a person can sign in: their password, having passkeys, and each linked login. */
export async function countWaysIn(store: Store, userId: UserId): Promise<number> {
  const { passwordHash } = await store.users.get(userId)
  const withPasskeys = await store.users.count({ id: userId, passkeys: { some: {} } })
  const identities = await store.identities.listByUser(userId)
  return (passwordHash === null ? 0 : 1) + withPasskeys + identities.length
}
