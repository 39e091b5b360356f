import type { Services } from '../../services.ts'
import { comparable, type User } from '../../store/users.ts'

/** The person with this address or user name; an address counts once it is verified. */
export async function findByIdentifier(
  { store }: Pick<Services, 'store'>,
  identifier: string,
): Promise<User | undefined> {
  if (!identifier.includes('@')) return store.users.findByUsername(identifier)
  const user = await store.users.findByEmail(identifier)
  const email = user?.emails.find((candidate) => candidate.addressKey === comparable(identifier))
  return email?.verifiedAt ? user : undefined
}
