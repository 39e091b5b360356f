import type { UserId } from '../../kit/ids.ts'
import type { Services } from '../../services.ts'
import type { Session } from '../../store/sessions.ts'

/** The sessions that apps hold for a person by the social sign-in APIs, whichever it is; the last used first. */
export function listAppSessions({ store, clock }: Services, userId: UserId): Promise<readonly Session[]> {
  return store.sessions.list({ userId }, clock.now(), { limit: 100, offset: 0 })
}
