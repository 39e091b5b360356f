import type { UserId } from '../../../kit/ids.ts'
import type { Services } from '../../../services.ts'
import { comparable } from '../../../store/users.ts'
import type { UpstreamIdentity } from '../protocol/tidy-identity.ts'

const everything = { deleteMany: {} }

/**
 * Hands an account whose address was never proven to the one who has now proven it. Whoever made it before may have been
 * somebody else, so every way back in goes: password, second factor, passkeys, identities, sessions, other addresses.
 */
export async function purgeAccount(
  { store, clock }: Services,
  userId: UserId,
  identity: UpstreamIdentity,
): Promise<void> {
  const now = clock.now()
  const { emails } = await store.users.get(userId)
  const proven = emails.find(({ addressKey }) => addressKey === comparable(identity.email ?? ''))
  for (const { id } of emails) if (id !== proven?.id) await store.emails.delete(userId, id)
  if (proven) await store.emails.verify(userId, proven.id, now)
  await store.users.update(userId, {
    primaryEmailId: proven?.id ?? null,
    username: null,
    usernameKey: null,
    firstName: identity.firstName ?? null,
    lastName: identity.lastName ?? null,
    displayName: identity.name ?? null,
    imageUrl: identity.picture ?? null,
    passwordHash: null,
    passwordChangedAt: null,
    totpSealed: null,
    totpEnabledAt: null,
    totpLastStep: null,
    updatedAt: now,
    passkeys: everything,
    recoveryCodes: everything,
    identities: everything,
    devices: everything,
    sessions: everything,
    consents: everything,
  })
  await store.signIns.deleteByUser(userId)
  await store.artifacts.deleteByAccount(userId)
  await store.tickets.deleteByUser(userId)
}
