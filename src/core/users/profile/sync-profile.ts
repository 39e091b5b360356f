import type { UserId } from '../../../kit/ids.ts'
import type { Services } from '../../../services.ts'
import type { User } from '../../../store/users.ts'
import type { UpstreamIdentity } from '../../federation/protocol/tidy-identity.ts'

/** Takes over the name and picture that a provider shows today; what it does not tell stays. */
export async function syncProfile(
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  { userId, identity }: { readonly userId: UserId; readonly identity: UpstreamIdentity },
): Promise<User> {
  const { name, firstName, lastName, picture } = identity
  const told = { displayName: name, firstName, lastName, imageUrl: picture }
  const known = Object.entries(told).filter(([, value]) => value !== undefined)
  return store.users.update(userId, { ...Object.fromEntries(known), updatedAt: clock.now() })
}
