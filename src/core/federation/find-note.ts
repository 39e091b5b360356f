import { digest } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import type { AttemptPlace } from '../../store/attempts.ts'
import type { Json } from '../../store/prisma.ts'

export interface FindNote extends AttemptPlace {
  /** The state that came back. */
  readonly key: string
}

/** What a door noted about a sign-in at this provider, also when that is used up or too late: for the way back to its start. */
export async function findNote({ store }: Services, { key, provider, doors }: FindNote): Promise<Json | undefined> {
  const attempt = await store.attempts.find(digest(key))
  if (attempt?.provider !== provider || !doors.includes(attempt.door)) return undefined
  // What `beginSignIn` wrote, and nobody else.
  return JSON.parse(String(attempt.memo)) as Json
}
