import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import type { Author } from '../../audit/author.ts'
import { recordEvent } from '../../audit/record-event.ts'

/** Tells an application once more that somebody has signed out, after it was given up. */
export async function retryDelivery({ store, clock }: Services, { id, by }: { id: string; by: Author }): Promise<void> {
  await store.transaction(async (tx) => {
    if (!(await tx.deliveries.requeue(id, clock.now()))) throw new AppError('resource.unknown', { id })
    await recordEvent({ store: tx, clock }, { type: 'logout_delivery.retried', ...by, target: id })
  })
}
