import { AppError } from '../../errors.ts'
import type { UserId } from '../../kit/ids.ts'
import type { Services } from '../../services.ts'
import { recordEvent } from '../audit/record-event.ts'

export interface WithdrawConsent {
  readonly userId: UserId
  readonly clientId: string
  readonly ip?: string | undefined
}

/** Takes back what a person let an application do: its tokens are dead on every device at once. */
export async function withdrawConsent(services: Services, { userId, clientId, ip }: WithdrawConsent): Promise<void> {
  await services.store.transaction(async (tx) => {
    if (!(await tx.consents.delete(userId, clientId))) throw new AppError('client.unknown', { clientId })
    await tx.artifacts.deleteByClient(clientId, userId)
    const event = { type: 'oauth_consent.withdrawn', actor: { type: 'user', id: userId }, clientId, ip } as const
    await recordEvent({ ...services, store: tx }, event)
  })
}
