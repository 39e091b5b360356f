import { newId } from '../../kit/ids.ts'
import type { Services } from '../../services.ts'

export interface EndedUse {
  /** The person, by the id that is ours; the application learns the one it knows. */
  readonly accountId: string
  readonly clientId: string
  /** The session as the application knows it. */
  readonly sid?: string | undefined
  /** Where the application wants to be told, when the caller knows; else its registration says. */
  readonly uri?: string | undefined
}

/** Notes that an application must be told of a sign-out (OpenID Connect Back-Channel Logout 1.0); a job tells it. */
export async function queueLogout({ store, clock }: Pick<Services, 'store' | 'clock'>, ended: EndedUse): Promise<void> {
  const { accountId, clientId, sid } = ended
  const uri = ended.uri ?? (await store.clients.findByClientId(clientId))?.backchannelLogoutUri
  if (!uri) return
  const now = clock.now()
  await store.deliveries.create({
    id: newId('delivery'),
    clientId,
    uri,
    accountId,
    sid: sid ?? null,
    createdAt: now,
    nextAttemptAt: now,
  })
}
