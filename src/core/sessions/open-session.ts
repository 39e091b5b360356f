import { newId, newUuid, type UserId } from '../../kit/ids.ts'
import type { Services } from '../../services.ts'
import { recordEvent } from '../audit/record-event.ts'
import { seenFrom, type Visit } from '../audit/visit.ts'
import type { Proof } from '../sign-in/assurance.ts'
import { deviceName } from '../sign-in/device-name.ts'
import { checkEntry } from './check-entry.ts'
import { newRefreshToken } from './refresh-token.ts'
import type { HeldSession, SessionKind } from './session-kind.ts'

export interface OpenSession {
  readonly userId: UserId
  /** What the person has shown. */
  readonly proofs: readonly Proof[]
  /** The thumbprint of the key that the session is bound to (RFC 9449). */
  readonly jkt?: string | undefined
  readonly clientId?: string | undefined
  readonly deviceId?: string | undefined
  readonly visit: Visit
  /** What the door wants to find again; plain JSON. */
  readonly claims?: Readonly<Record<string, string>>
}

/** Opens a session for a person who has just signed in. */
export async function openSession(services: Services, kind: SessionKind, input: OpenSession): Promise<HeldSession> {
  const { store, clock } = services
  const { userId, proofs, visit } = input
  const user = await store.users.get(userId)
  await checkEntry(services, { user, proofs })
  const now = clock.now()
  const { refreshToken, tokenDigest, expiresAt } = newRefreshToken(services, kind, now)
  const session = {
    id: kind.form === 'uuid' ? newUuid() : newId('session'),
    audience: kind.api,
    userId: user.id,
    clientId: input.clientId ?? null,
    dpopJkt: input.jkt ?? null,
    deviceId: input.deviceId ?? null,
    deviceName: deviceName(visit.userAgent) ?? null,
    userAgent: visit.userAgent ?? null,
    ipPrefix: visit.network,
    claims: { ...input.claims },
    createdAt: now,
    lastSeenAt: now,
    expiresAt,
  }
  await store.transaction(async (tx) => {
    await tx.sessions.create(session)
    await tx.sessions.createToken({ tokenDigest, sessionId: session.id, createdAt: now, expiresAt })
    await tx.users.update(user.id, { lastSignInAt: now, lastActiveAt: now })
    const event = { type: 'session.opened', actor: { type: 'user', id: user.id }, target: session.id } as const
    await recordEvent({ ...services, store: tx }, { ...event, ...seenFrom(visit), detail: { api: kind.api } })
  })
  return { session: { ...session, revokedAt: null }, user, refreshToken, refreshTokenExpiresAt: expiresAt }
}
