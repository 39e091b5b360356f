import type { Services } from '../../../services.ts'
import type { Session } from '../../../store/sessions.ts'
import { primaryEmail, type User } from '../../../store/users.ts'
import { listAppSessions } from '../../sessions/list-sessions.ts'

/** Everything that is kept about a person and is theirs, as JSON; no secret and no hash of one. */
export async function exportData(services: Services, user: User) {
  const { store, clock } = services
  const now = clock.now()
  const [identities, passkeys, consents, signIns, appSessions, devices, events] = await Promise.all([
    store.identities.listByUser(user.id),
    store.passkeys.listByUser(user.id),
    store.consents.listByUser(user.id),
    store.signIns.listByUser(user.id, now),
    listAppSessions(services, user.id),
    store.devices.listByUser(user.id),
    store.audit.list({ limit: 1000, filter: { actorId: user.id } }),
  ])
  return {
    exportedAt: now,
    account: {
      id: user.id,
      username: user.username,
      firstName: user.firstName,
      lastName: user.lastName,
      displayName: user.displayName,
      picture: user.imageUrl,
      locale: user.locale,
      groups: user.groups,
      publicMetadata: user.publicMetadata,
      unsafeMetadata: user.unsafeMetadata,
      profileMetadata: user.profileMetadata,
      createdAt: user.createdAt,
      updatedAt: user.updatedAt,
      lastSignInAt: user.lastSignInAt,
      passwordChangedAt: user.passwordChangedAt,
      secondFactorSince: user.totpEnabledAt,
      deleteAfter: user.deleteAfter,
    },
    addresses: user.emails.map(({ id, address, verifiedAt, createdAt }) => ({
      address,
      primary: id === primaryEmail(user)?.id,
      verifiedAt,
      createdAt,
    })),
    logins: identities.map(({ provider, subject, email, name, profile, createdAt }) => ({
      provider,
      subject,
      email,
      name,
      profile,
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
    sessions: signIns.map(describeSession),
    appSessions: appSessions.map(describeSession),
    devices: devices.map((device) => ({ ...describeSession(device), trustedUntil: device.trustedUntil })),
    events: events.map(({ at, type, clientId, ip }) => ({ at, type, clientId, ip })),
  }
}

type Described = Pick<Session, 'userAgent' | 'ipPrefix' | 'createdAt' | 'lastSeenAt'>

function describeSession({ userAgent, ipPrefix, createdAt, lastSeenAt }: Described): Described {
  return { userAgent, ipPrefix, createdAt, lastSeenAt }
}
