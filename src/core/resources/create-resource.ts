import { newId } from '../../kit/ids.ts'
import type { Services } from '../../services.ts'
import type { Resource } from '../../store/resources.ts'
import type { Author } from '../audit/author.ts'
import { recordEvent } from '../audit/record-event.ts'
import { checkResource, type ResourceDetails } from './check-resource.ts'

/** Registers an API for which access tokens can be asked (RFC 8707). */
export async function createResource(
  { store, clock }: Services,
  { details, by }: { details: ResourceDetails; by: Author },
): Promise<Resource> {
  const now = clock.now()
  return store.transaction(async (tx) => {
    await checkResource(tx, details)
    const resource = await tx.resources.create({
      ...details,
      id: newId('resource'),
      scopes: [...details.scopes],
      introspectionClients: [...details.introspectionClients],
      createdAt: now,
      updatedAt: now,
    })
    const event = { type: 'resource.created', ...by, target: resource.id }
    await recordEvent({ store: tx, clock }, { ...event, detail: { identifier: resource.identifier } })
    return resource
  })
}
