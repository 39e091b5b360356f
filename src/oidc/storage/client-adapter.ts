import type { Adapter } from 'oidc-provider'
import type { Services } from '../../services.ts'
import { clientMetadata } from '../clients.ts'

/** Applications as the engine reads them; it never writes them. */
export function clientAdapter({ store }: Services): Adapter {
  const unsupported = async () => {
    throw new Error('clients are written by core/clients, not by the engine')
  }
  return {
    async find(clientId) {
      // PostgreSQL has no text with a NUL in it, and no application has such an id.
      const client = clientId.includes('\0') ? undefined : await store.clients.findByClientId(clientId)
      return client && !client.disabledAt ? clientMetadata(client) : undefined
    },
    upsert: unsupported,
    destroy: unsupported,
    consume: unsupported,
    findByUid: unsupported,
    findByUserCode: unsupported,
    revokeByGrantId: unsupported,
  }
}
