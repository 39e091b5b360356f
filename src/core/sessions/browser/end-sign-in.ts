import { AppError } from '../../../errors.ts'
import type { UserId } from '../../../kit/ids.ts'
import type { Services } from '../../../services.ts'
import type { Author } from '../../audit/author.ts'
import { endBrowserSession } from './end-browser-session.ts'

export interface SignInToEnd {
  readonly userId: UserId
  /** The sign-in as the person's list has it. */
  readonly id: string
  readonly ip?: string | undefined
  /** Who ends it, when not the person. */
  readonly by?: Author | undefined
}

/** Ends one of a person's sign-ins, wherever that browser is; somebody else's is unknown to them. */
export async function endSignIn(services: Services, { userId, id, ip, by }: SignInToEnd): Promise<void> {
  const signIn = await services.store.signIns.find(userId, id)
  if (!signIn) throw new AppError('session.unknown', { id })
  await endBrowserSession(services, { userId, uidDigest: signIn.uidDigest, ip, by })
}
