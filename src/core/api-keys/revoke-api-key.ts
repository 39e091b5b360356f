import { AppError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { Author } from '../audit/author.ts'
import { recordEvent } from '../audit/record-event.ts'

/** Ends a backend key at once and for ever; also the one that asks. */
export async function revokeApiKey({ store, clock }: Services, { id, by }: { id: string; by: Author }): Promise<void> {
  await store.transaction(async (tx) => {
    if (!(await tx.apiKeys.revoke(id, clock.now()))) throw new AppError('resource.unknown', { id })
    await recordEvent({ store: tx, clock }, { type: 'api_key.revoked', ...by, target: id })
  })
}
