import { AppError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { Author } from '../audit/author.ts'
import { recordEvent } from '../audit/record-event.ts'

/** Removes an API: no token for it is issued any more. */
export async function deleteResource(
  { store, clock }: Services,
  { id, by }: { id: string; by: Author },
): Promise<void> {
  await store.transaction(async (tx) => {
    if (!(await tx.resources.delete(id))) throw new AppError('resource.unknown', { id })
    await recordEvent({ store: tx, clock }, { type: 'resource.deleted', ...by, target: id })
  })
}
