import { z } from 'zod'
import type { UserId } from '../../../kit/ids.ts'
import type { Services } from '../../../services.ts'
import type { Author } from '../../audit/author.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { announceSignOut } from '../announce-sign-out.ts'

export interface BrowserSession {
  readonly userId: UserId
  /** As `sign_ins.uidDigest` has it. */
  readonly uidDigest: string
  readonly ip?: string | undefined
  /** Who ends it, when not the person. */
  readonly by?: Author | undefined
}

// What we read of the protocol engine's session: the grants of each application, and whether they outlive it.
const sessionPayload = z.object({
  uid: z.string(),
  accountId: z.string().optional(),
  authorizations: z
    .record(z.string(), z.object({ grantId: z.string().optional(), persistsLogout: z.boolean().optional() }))
    .default({}),
})

/**
 * Signs one browser out: its session is gone at once, and so is what applications were given in it, but for those that
 * may act while the person is away (`offline_access`).
 */
export async function endBrowserSession(services: Services, session: BrowserSession): Promise<void> {
  const { store, clock } = services
  const { userId, uidDigest, ip, by = { actor: { type: 'user', id: userId }, ip } } = session
  await store.transaction(async (tx) => {
    const inside = { ...services, store: tx }
    const stored = await tx.artifacts.findByUidDigest(uidDigest, clock.now())
    const { uid, accountId, authorizations } = sessionPayload.parse(JSON.parse(stored?.payload ?? '{"uid":""}'))
    if (accountId === userId) {
      await announceSignOut(inside, { userId, uid })
      for (const { grantId, persistsLogout } of Object.values(authorizations)) {
        if (grantId !== undefined && persistsLogout !== true) await tx.artifacts.deleteByGrant(grantId)
      }
      await tx.artifacts.deleteByUid('Session', uid)
    }
    await tx.signIns.deleteByUidDigest(uidDigest)
    await recordEvent(inside, { type: 'session.ended', ...by, target: userId })
  })
}
