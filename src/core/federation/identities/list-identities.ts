import type { UserId } from '../../../kit/ids.ts'
import type { Services } from '../../../services.ts'
import type { Identity } from '../../../store/identities.ts'

/** A linked login as people and operators may see it: without its tokens. */
export type LinkedIdentity = Omit<Identity, 'tokensSealed'>

/** The logins that open this account, oldest first. */
export async function listIdentities({ store }: Services, userId: UserId): Promise<readonly LinkedIdentity[]> {
  const identities = await store.identities.listByUser(userId)
  return identities.map(({ tokensSealed: _sealed, ...identity }) => identity)
}
