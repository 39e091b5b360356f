import type { Services } from '../../services.ts'
import type { Client } from '../../store/clients.ts'
import type { Author } from '../audit/author.ts'
import { recordEvent } from '../audit/record-event.ts'
import { detailsOf } from './client-details.ts'
import { clientRow } from './client-row.ts'
import { checkClient } from './rules/check-client.ts'
import { type ClientChange, settleClient } from './rules/settle-client.ts'

export interface UpdateClient {
  readonly id: string
  readonly change: ClientChange
  readonly by: Author
}

/** Changes an application; one that is switched off loses its tokens at once, its people's consents stay. */
export async function updateClient(services: Services, { id, change, by }: UpdateClient): Promise<Client> {
  const { store, clock } = services
  return store.transaction(async (tx) => {
    const now = clock.now()
    // Writing first makes two changes at once wait for each other, so that neither undoes the other.
    const before = await tx.clients.update(id, { updatedAt: now })
    const details = settleClient(detailsOf(before), change)
    await checkClient(services, tx, details)
    const withoutSecret = details.tokenEndpointAuthMethod.startsWith('client_secret') ? {} : { secretDigest: null }
    const withoutLogo = change.imageUrl === undefined ? {} : { logo: null, logoType: null }
    const row = { ...clientRow(details), ...withoutSecret, ...withoutLogo }
    const client = await tx.clients.update(id, row)
    if (details.disabledAt !== null) await tx.artifacts.deleteByClient(client.clientId)
    const members = Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [name]))
    const event = { type: 'oauth_application.updated', ...by, target: id, clientId: client.clientId }
    await recordEvent({ store: tx, clock }, { ...event, detail: { members } })
    return client
  })
}
