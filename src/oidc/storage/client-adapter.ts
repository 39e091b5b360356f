import type { Adapter, ClientMetadata } from 'oidc-provider'
import type { Services } from '../../services.ts'
import type { Client } from '../../store/clients.ts'
import { clientMetadata } from '../clients.ts'

// By row: many requests share one.
const written = new WeakMap<Client, ClientMetadata>()

/** Applications as the engine reads them; it never writes them. */
export function clientAdapter({ store }: Services): Adapter {
  const unsupported = async () => {
    throw new Error('clients are written by core/clients, not by the engine')
  }
  return {
    async find(clientId) {
      const client = await store.clients.findByClientId(clientId)
      return client && !client.disabledAt ? metadataOf(client) : undefined
    },
    upsert: unsupported,
    destroy: unsupported,
    consume: unsupported,
    findByUid: unsupported,
    findByUserCode: unsupported,
    revokeByGrantId: unsupported,
  }
}

function metadataOf(client: Client): ClientMetadata {
  const known = written.get(client)
  if (known) return known
  const metadata = clientMetadata(client)
  written.set(client, metadata)
  return metadata
}
