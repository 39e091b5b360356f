import { newId, type UserId } from '../../../kit/ids.ts'
import type { Services } from '../../../services.ts'
import type { IdentityChange } from '../../../store/identities.ts'
import { tokenColumns } from '../identities/token-columns.ts'
import type { UpstreamIdentity } from '../protocol/tidy-identity.ts'

/** Links an identity to a person; two at once for the same subject end in a unique violation. */
export async function addIdentity(services: Services, userId: UserId, identity: UpstreamIdentity): Promise<void> {
  const { store, clock } = services
  const id = newId('identity')
  const { provider, subject } = identity
  const columns = describe(services, id, identity)
  await store.identities.create({ ...columns, id, userId, provider, subject, createdAt: clock.now() })
}

/** Keeps what the provider says today; the account itself stays as the person has it. */
export async function refreshIdentity(services: Services, identity: UpstreamIdentity): Promise<void> {
  const known = await services.store.identities.find(identity.provider, identity.subject)
  if (!known) return
  const columns = describe(services, known.id, identity)
  // Apple tells a name at the first consent only.
  await services.store.identities.update(known.id, { ...columns, name: columns.name ?? known.name })
}

function describe({ vault, clock }: Services, id: string, identity: UpstreamIdentity) {
  const now = clock.now()
  return {
    email: identity.email ?? null,
    emailVerified: identity.email === undefined ? null : identity.emailVerified,
    name: identity.name ?? null,
    username: identity.username ?? null,
    pictureUrl: identity.picture ?? null,
    profile: identity.profile,
    ...(identity.tokens ? tokenColumns(vault, id, identity.tokens) : {}),
    updatedAt: now,
    lastUsedAt: now,
  } satisfies IdentityChange
}
