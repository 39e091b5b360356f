import { newId, newUuid, type UserId } from '../../kit/ids.ts'
import type { Services } from '../../services.ts'
import { recordEvent } from '../audit/record-event.ts'
import { checkEntry } from './check-entry.ts'
import { newRefreshToken } from './refresh-token.ts'
import type { HeldSession, SessionKind } from './session-kind.ts'

export interface OpenSession {
  readonly userId: UserId
  /** The thumbprint of the key that the session is bound to (RFC 9449). */
  readonly jkt?: string | undefined
  readonly clientId?: string | undefined
  readonly deviceId?: string | undefined
  readonly userAgent?: string | undefined
  /** The network the person comes from. */
  readonly ipPrefix?: string | undefined
  /** What the door wants to find again; plain JSON. */
  readonly claims?: Readonly<Record<string, string>>
}

/** Opens a session for a person who has just signed in. */
export async function openSession(services: Services, kind: SessionKind, input: OpenSession): Promise<HeldSession> {
  const { store, clock } = services
  const user = await store.users.get(input.userId)
  checkEntry(services, user)
  const now = clock.now()
  const { refreshToken, tokenDigest, expiresAt } = newRefreshToken(services, kind, now)
  const session = {
    id: kind.form === 'uuid' ? newUuid() : newId('session'),
    audience: kind.api,
    userId: user.id,
    clientId: input.clientId ?? null,
    dpopJkt: input.jkt ?? null,
    deviceId: input.deviceId ?? null,
    deviceName: null,
    userAgent: input.userAgent?.slice(0, 400) ?? null,
    ipPrefix: input.ipPrefix ?? null,
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
    await recordEvent({ ...services, store: tx }, { ...event, ip: input.ipPrefix, detail: { api: kind.api } })
  })
  return { session: { ...session, revokedAt: null }, user, refreshToken, refreshTokenExpiresAt: expiresAt }
}
