import { AppError } from '../../errors.ts'
import type { UserId } from '../../kit/ids.ts'
import type { Services } from '../../services.ts'
import type { Author } from '../audit/author.ts'
import { recordEvent } from '../audit/record-event.ts'

export interface WithdrawConsent {
  readonly userId: UserId
  readonly clientId: string
  readonly ip?: string | undefined
  /** Who takes it back, when not the person. */
  readonly by?: Author | undefined
}

/** Takes back what a person let an application do: its tokens are dead on every device at once. */
export async function withdrawConsent(services: Services, input: WithdrawConsent): Promise<void> {
  const { userId, clientId, ip, by = { actor: { type: 'user', id: userId }, ip } } = input
  await services.store.transaction(async (tx) => {
    if (!(await tx.consents.delete(userId, clientId))) throw new AppError('client.unknown', { clientId })
    await tx.artifacts.deleteByClient(clientId, userId)
    const event = { type: 'oauth_consent.withdrawn', ...by, target: userId, clientId }
    await recordEvent({ ...services, store: tx }, event)
  })
}
