import { digest } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import type { Json } from '../../store/prisma.ts'

/** Where a sign-in began, also when it is used up or too late: the door, and what it noted. */
export interface Start {
  readonly door: string
  readonly memo: Json
}

/** The start of the sign-in at this provider whose state came back; undefined when it is none of ours. */
export async function findStart(
  { store }: Pick<Services, 'store'>,
  { key, provider }: { readonly key: string; readonly provider: string },
): Promise<Start | undefined> {
  const attempt = await store.attempts.find(digest(key))
  if (attempt?.provider !== provider) return undefined
  // What `beginSignIn` wrote, and nobody else.
  return { door: attempt.door, memo: JSON.parse(String(attempt.memo)) as Json }
}
