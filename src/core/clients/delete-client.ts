import type { Services } from '../../services.ts'
import type { Author } from '../audit/author.ts'
import { recordEvent } from '../audit/record-event.ts'

/** Removes an application with everything people gave it: its tokens, grants and consents end at once. */
export async function deleteClient({ store, clock }: Services, { id, by }: { id: string; by: Author }): Promise<void> {
  await store.transaction(async (tx) => {
    const { clientId, name } = await tx.clients.get(id)
    await tx.clients.delete(id)
    await tx.artifacts.deleteByClient(clientId)
    await tx.consents.deleteByClient(clientId)
    const event = { type: 'oauth_application.deleted', ...by, target: id, clientId }
    await recordEvent({ store: tx, clock }, { ...event, detail: { name } })
  })
}
