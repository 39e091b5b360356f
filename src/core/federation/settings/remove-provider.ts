import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import type { Author } from '../../audit/author.ts'
import { recordEvent } from '../../audit/record-event.ts'

/** Forgets what an operator decided about a provider; what the environment says counts again. */
export async function removeProvider(
  { store, clock }: Services,
  { id, by }: { id: string; by: Author },
): Promise<void> {
  await store.transaction(async (tx) => {
    if (!(await tx.providers.delete(id))) throw new AppError('resource.unknown', { id })
    await recordEvent({ store: tx, clock }, { type: 'provider.removed', ...by, target: id })
  })
}
