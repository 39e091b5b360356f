import { AppError } from '../../errors.ts'
import type { UserId } from '../../kit/ids.ts'
import type { Services } from '../../services.ts'
import { closeSessionOf } from './close-session.ts'
import { listAppSessions } from './list-app-sessions.ts'

/** Ends one of the sessions that apps hold for a person; somebody else's is unknown to them. */
export async function endAppSession(
  services: Services,
  { userId, id }: { readonly userId: UserId; readonly id: string },
): Promise<void> {
  const session = await services.store.sessions.find(id, services.clock.now())
  if (!session) throw new AppError('session.unknown', { id })
  await closeSessionOf(services, { api: session.audience }, { userId, sessionId: id })
}

/** Ends all of them. */
export async function endAppSessions(services: Services, userId: UserId): Promise<void> {
  for (const { id } of await listAppSessions(services, userId)) await endAppSession(services, { userId, id })
}
