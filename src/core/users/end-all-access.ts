import type { UserId } from '../../kit/ids.ts'
import type { Services } from '../../services.ts'
import type { Store } from '../../store/store.ts'
import { announceSignOut } from '../sessions/announce-sign-out.ts'

export interface KeptAccess {
  /** The browser that stays signed in, as `sign_ins.uidDigest` has it. */
  readonly keep?: string | undefined
  /** Whether access tokens still tell whose they were, so that userinfo answers 403 to them and not 401. */
  readonly shutOut?: boolean
}

/**
 * Ends everything through which a person is in: browsers, tokens and grants of applications, sessions of the social
 * APIs, links under way. Call it in the transaction that makes it necessary, so that there is no moment in between.
 */
export async function endAllAccess(
  { clock }: Pick<Services, 'clock'>,
  tx: Store,
  userId: UserId,
  { keep, shutOut = false }: KeptAccess = {},
): Promise<void> {
  await announceSignOut({ store: tx, clock }, { userId })
  await (shutOut ? tx.artifacts.deleteGrantsByAccount(userId) : tx.artifacts.deleteByAccount(userId, keep))
  await tx.signIns.deleteByUser(userId, keep)
  await tx.sessions.revokeByUser(userId, clock.now())
  await tx.tickets.deleteByUser(userId)
}
