import { AppError } from '../../errors.ts'
import { after } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'
import type { RefreshToken } from '../../store/sessions.ts'
import { recordEvent } from '../audit/record-event.ts'
import { checkUsable } from './check-entry.ts'
import { findRefreshToken, newRefreshToken, type ShownRefreshToken } from './refresh-token.ts'
import type { HeldSession, SessionKind } from './session-kind.ts'

/** Exchanges a refresh token for its successor. Of many at once one succeeds; one that returns later ends the session. */
export async function refreshSession(
  services: Services,
  kind: SessionKind,
  shown: ShownRefreshToken,
): Promise<HeldSession> {
  const token = await findRefreshToken(services, kind, shown)
  // First of all: whoever may not be here learns nothing of the session's state.
  const user = await services.store.users.get(token.session.userId)
  checkUsable(services, user)
  return { ...(await rotate(services, kind, token)), user }
}

async function rotate(services: Services, kind: SessionKind, token: RefreshToken): Promise<Omit<HeldSession, 'user'>> {
  const now = services.clock.now()
  const { session, tokenDigest } = token
  if (session.revokedAt !== null || session.expiresAt <= now) throw new AppError('token.invalid')
  const next = newRefreshToken(services, kind, session.createdAt)
  const won = await services.store.transaction(async (tx) => {
    if (!(await tx.sessions.consumeToken(tokenDigest, now))) return false
    const { tokenDigest: successor, expiresAt } = next
    await tx.sessions.createToken({ tokenDigest: successor, sessionId: session.id, createdAt: now, expiresAt })
    await tx.sessions.touch(session.id, now, expiresAt)
    return true
  })
  if (!won) return refuseUsed(services, kind, tokenDigest)
  const touched = { ...session, lastSeenAt: now, expiresAt: next.expiresAt }
  return { session: touched, refreshToken: next.refreshToken, refreshTokenExpiresAt: next.expiresAt }
}

// RFC 9700 section 4.14.2: two parties hold the chain, and we cannot tell which of them is the thief.
async function refuseUsed(services: Services, kind: SessionKind, tokenDigest: string): Promise<never> {
  const { store, clock } = services
  const now = clock.now()
  const token = await store.sessions.findToken(tokenDigest)
  if (!token?.consumedAt) throw new AppError('token.invalid')
  if (after(token.consumedAt, kind.reuseGrace) <= now) {
    const { id, userId } = token.session
    await store.sessions.revoke(id, now)
    const event = { type: 'session.token-reused', actor: { type: 'user', id: userId }, target: id } as const
    await recordEvent(services, { ...event, detail: { api: kind.api } })
  }
  throw new AppError('token.used')
}
