import type { UserId } from '../../kit/ids.ts'
import type { Services } from '../../services.ts'
import type { Session, SessionPage } from '../../store/sessions.ts'
import type { SessionKind } from './session-kind.ts'

export interface ListedSessions {
  readonly sessions: readonly Session[]
  readonly total: number
}

/** A person's open sessions at one API, the last used first. */
export async function listSessions(
  { store, clock }: Services,
  { api }: SessionKind,
  { userId, ...page }: SessionPage & { readonly userId: UserId },
): Promise<ListedSessions> {
  const owner = { userId, audience: api }
  const now = clock.now()
  return { sessions: await store.sessions.list(owner, now, page), total: await store.sessions.count(owner, now) }
}

/** The sessions that apps hold for a person by the social sign-in APIs, whichever it is; the last used first. */
export function listAppSessions({ store, clock }: Services, userId: UserId): Promise<readonly Session[]> {
  return store.sessions.list({ userId }, clock.now(), { limit: 100, offset: 0 })
}
