import { AppError } from '../../errors.ts'
import type { UserId } from '../../kit/ids.ts'
import type { Services } from '../../services.ts'
import { recordEvent } from '../audit/record-event.ts'
import { listAppSessions } from './list-sessions.ts'
import { findRefreshToken, type ShownRefreshToken } from './refresh-token.ts'
import type { SessionKind } from './session-kind.ts'

/** Ends the session that a refresh token belongs to, even if the token was used before. */
export async function closeSession(services: Services, kind: SessionKind, shown: ShownRefreshToken): Promise<void> {
  const { session } = await findRefreshToken(services, kind, shown)
  if (session.revokedAt !== null) throw new AppError('token.invalid')
  await end(services, kind, session)
}

/** Ends one session of a person. */
export async function closeSessionOf(
  services: Services,
  kind: Pick<SessionKind, 'api'>,
  { userId, sessionId }: { readonly userId: UserId; readonly sessionId: string },
): Promise<void> {
  const session = await services.store.sessions.find(sessionId, services.clock.now())
  if (session?.userId !== userId || session.audience !== kind.api) throw new AppError('session.unknown')
  await end(services, kind, session)
}

/** Ends one of the sessions that apps hold for a person, at whichever API; somebody else's is unknown to them. */
export async function closeAppSession(
  services: Services,
  { userId, id }: { readonly userId: UserId; readonly id: string },
): Promise<void> {
  const session = await services.store.sessions.find(id, services.clock.now())
  if (!session) throw new AppError('session.unknown', { id })
  await closeSessionOf(services, { api: session.audience }, { userId, sessionId: id })
}

/** Ends all of them. */
export async function closeAppSessions(services: Services, userId: UserId): Promise<void> {
  for (const { id } of await listAppSessions(services, userId)) await closeAppSession(services, { userId, id })
}

export interface CloseSessions {
  readonly userId: UserId
  /** The session that stays. */
  readonly keep?: string | undefined
}

/** Ends a person's sessions at one API. */
export async function closeSessions(
  services: Services,
  kind: SessionKind,
  { userId, keep }: CloseSessions,
): Promise<void> {
  const { store, clock } = services
  const scope = { audience: kind.api, ...(keep === undefined ? {} : { keep }) }
  await store.sessions.revokeByUser(userId, clock.now(), scope)
  const event = { type: 'session.all-closed', actor: { type: 'user', id: userId }, target: userId } as const
  await recordEvent(services, { ...event, detail: { api: kind.api } })
}

async function end(
  services: Services,
  kind: Pick<SessionKind, 'api'>,
  { id, userId }: { id: string; userId: UserId },
): Promise<void> {
  await services.store.sessions.revoke(id, services.clock.now())
  const event = { type: 'session.closed', actor: { type: 'user', id: userId }, target: id } as const
  await recordEvent(services, { ...event, detail: { api: kind.api } })
}
