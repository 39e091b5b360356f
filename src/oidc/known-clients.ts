import type Provider from 'oidc-provider'
import type { Client, ClientMetadata } from 'oidc-provider'
import { ownPagesClientId } from './own-pages-client.ts'
import { isDocumentClient } from './registration/metadata-documents.ts'

interface ClientModel {
  readonly adapter: { find(id: string): Promise<ClientMetadata | undefined> }
  find(id: string): Promise<Client | undefined>
}

/**
 * Has the engine keep the client it made of an application as long as the adapter answers the same metadata. It would write
 * and hash them with every request to see whether they have changed.
 */
export function keepClients(provider: Provider): void {
  // The engine's types leave out the adapter of a model.
  const model = provider.Client as unknown as ClientModel
  const find = model.find.bind(model)
  const made = new WeakMap<object, Client>()
  model.find = async (id) => {
    if (typeof id !== 'string' || id === '' || id === ownPagesClientId || isDocumentClient(id)) return find(id)
    const metadata = await model.adapter.find(id)
    if (!metadata) return undefined
    const known = made.get(metadata)
    if (known) return known
    const client = await find(id)
    if (client) made.set(metadata, client)
    return client
  }
}
