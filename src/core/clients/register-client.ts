import { newId, randomText } from '../../kit/ids.ts'
import { digest, newSecret } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import type { Client } from '../../store/clients.ts'
import { type Author, bySystem } from '../audit/author.ts'
import { recordEvent } from '../audit/record-event.ts'
import { blankClient } from './client-details.ts'
import { clientRow } from './client-row.ts'
import { checkClient } from './rules/check-client.ts'
import { type ClientChange, settleClient } from './rules/settle-client.ts'

/** What a caller may say of a new application; the rest is defaults. */
export interface NewApplication extends ClientChange {
  readonly name: string
  readonly by?: Author
}

export interface RegisteredClient {
  readonly client: Client
  /** Shown this once; undefined for an application without one. */
  readonly secret: string | undefined
}

/** Creates an OAuth application; its secret, if it has one, exists outside the caller only as a digest. */
export async function registerClient(
  services: Services,
  { by = bySystem, ...application }: NewApplication,
): Promise<RegisteredClient> {
  const { store, clock } = services
  const details = settleClient({ ...blankClient, name: application.name }, application)
  const secret = details.tokenEndpointAuthMethod.startsWith('client_secret') ? newSecret() : undefined
  const now = clock.now()
  const client = await store.transaction(async (tx) => {
    await checkClient(services, tx, details)
    const created = await tx.clients.create({
      ...clientRow(details),
      id: newId('client'),
      clientId: randomText(20),
      secretDigest: secret === undefined ? null : digest(secret),
      createdAt: now,
      updatedAt: now,
    })
    const event = { type: 'oauth_application.created', ...by, target: created.id, clientId: created.clientId }
    await recordEvent({ store: tx, clock }, event)
    return created
  })
  return { client, secret }
}
