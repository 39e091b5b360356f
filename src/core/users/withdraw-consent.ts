import type { UserId } from '../../kit/ids.ts'
import type { Services } from '../../services.ts'
import { recordEvent } from '../audit/record-event.ts'

export interface WithdrawnConsent {
  readonly userId: UserId
  readonly clientId: string
  readonly ip?: string | undefined
}

/** Takes back what a person allowed an application: on all devices, its codes and tokens are dead at once. */
export async function withdrawConsent(services: Services, { userId, clientId, ip }: WithdrawnConsent): Promise<void> {
  await services.store.transaction(async (tx) => {
    await tx.consents.delete(userId, clientId)
    await tx.artifacts.deleteByClient(clientId, userId)
    const actor = { type: 'user', id: userId } as const
    await recordEvent({ ...services, store: tx }, { type: 'oauth_authorization.revoked', actor, clientId, ip })
  })
}
