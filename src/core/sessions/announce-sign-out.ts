import { z } from 'zod'
import type { Services } from '../../services.ts'
import { queueLogout } from './queue-logout.ts'

export interface SignOutToAnnounce {
  readonly userId: string
  /** One browser session, by the engine's `uid`; every one of the person's when not given. */
  readonly uid?: string | undefined
}

// What we read of the protocol engine's session: at which applications it was used.
const sessionPayload = z.object({
  accountId: z.string().optional(),
  authorizations: z.record(z.string(), z.object({ sid: z.string().optional() })).default({}),
})

/**
 * Queues a logout for each application at which a person's browser sessions were used. Call it before the sessions are
 * deleted; in a transaction, pass its store in `services`.
 */
export async function announceSignOut(
  services: Pick<Services, 'store' | 'clock'>,
  { userId, uid }: SignOutToAnnounce,
): Promise<void> {
  const { store, clock } = services
  const now = clock.now()
  const one = uid === undefined ? undefined : await store.artifacts.findByUid('Session', uid, now)
  const sessions = uid === undefined ? await store.artifacts.listByAccount('Session', userId, now) : one ? [one] : []
  for (const { payload } of sessions) {
    const { accountId, authorizations } = sessionPayload.parse(JSON.parse(payload))
    if (accountId !== userId) continue
    for (const [clientId, { sid }] of Object.entries(authorizations)) {
      await queueLogout(services, { accountId, clientId, sid })
    }
  }
}
