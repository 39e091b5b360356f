import { AppError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { Author } from '../audit/author.ts'
import { recordEvent } from '../audit/record-event.ts'

/** Sends a mail that was given up once more, with all its tries. */
export async function retryMail({ store, clock }: Services, { id, by }: { id: string; by: Author }): Promise<void> {
  await store.transaction(async (tx) => {
    if (!(await tx.mails.requeue(id, clock.now()))) throw new AppError('resource.unknown', { id })
    await recordEvent({ store: tx, clock }, { type: 'mail.retried', ...by, target: id })
  })
}
