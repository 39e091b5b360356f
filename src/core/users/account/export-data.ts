import type { Services } from '../../../services.ts'
import type { User } from '../../../store/users.ts'

/** Everything that is kept about a person and is theirs, as JSON; no secret and no hash of one. */
export async function exportData({ store, clock }: Services, user: User) {
  const now = clock.now()
  const [identities, passkeys, consents, signIns, events] = await Promise.all([
    store.identities.listByUser(user.id),
    store.passkeys.listByUser(user.id),
    store.consents.listByUser(user.id),
    store.signIns.listByUser(user.id, now),
    store.audit.list({ limit: 1000, filter: { actorId: user.id } }),
  ])
  return {
    exportedAt: now,
    account: {
      id: user.id,
      username: user.username,
      firstName: user.firstName,
      lastName: user.lastName,
      picture: user.imageUrl,
      locale: user.locale,
      groups: user.groups,
      publicMetadata: user.publicMetadata,
      unsafeMetadata: user.unsafeMetadata,
      createdAt: user.createdAt,
      updatedAt: user.updatedAt,
      lastSignInAt: user.lastSignInAt,
      passwordChangedAt: user.passwordChangedAt,
      secondFactorSince: user.totpEnabledAt,
    },
    addresses: user.emails.map(({ address, verifiedAt, createdAt }) => ({ address, verifiedAt, createdAt })),
    logins: identities.map(({ provider, subject, email, name, createdAt }) => ({
      provider,
      subject,
      email,
      name,
      createdAt,
    })),
    passkeys: passkeys.map(({ name, createdAt, lastUsedAt }) => ({ name, createdAt, lastUsedAt })),
    applications: consents.map(({ clientId, scopes, resourceScopes, createdAt, lastUsedAt }) => ({
      clientId,
      scopes,
      resourceScopes,
      createdAt,
      lastUsedAt,
    })),
    sessions: signIns.map(({ userAgent, ipPrefix, createdAt, lastSeenAt }) => ({
      userAgent,
      ipPrefix,
      createdAt,
      lastSeenAt,
    })),
    events: events.map(({ at, type, clientId, ip }) => ({ at, type, clientId, ip })),
  }
}
