import type { Services } from '../../services.ts'
import type { Resource } from '../../store/resources.ts'
import type { Author } from '../audit/author.ts'
import { recordEvent } from '../audit/record-event.ts'
import { checkResource, type ResourceDetails } from './check-resource.ts'

export interface UpdateResource {
  readonly id: string
  readonly change: { readonly [Key in keyof ResourceDetails]?: ResourceDetails[Key] | undefined }
  readonly by: Author
}

/** Changes an API; tokens that are out keep what they say. */
export async function updateResource(
  { store, clock }: Services,
  { id, change, by }: UpdateResource,
): Promise<Resource> {
  const said: Partial<ResourceDetails> = Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  )
  const { scopes, introspectionClients, ...rest } = said
  return store.transaction(async (tx) => {
    await checkResource(tx, said)
    const resource = await tx.resources.update(id, {
      ...rest,
      ...(scopes === undefined ? {} : { scopes: [...scopes] }),
      ...(introspectionClients === undefined ? {} : { introspectionClients: [...introspectionClients] }),
      updatedAt: clock.now(),
    })
    const event = { type: 'resource.updated', ...by, target: id }
    await recordEvent({ store: tx, clock }, { ...event, detail: { members: Object.keys(said) } })
    return resource
  })
}
