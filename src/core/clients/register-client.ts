import { newId, randomText } from '../../kit/ids.ts'
import { digest, newSecret } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import type { Client, NewClient } from '../../store/clients.ts'

/** What a caller may say of a new application; the rest is defaults. */
export type NewApplication = Partial<Omit<NewClient, 'id' | 'clientId' | 'secretDigest' | 'createdAt' | 'updatedAt'>> & {
  readonly name: string
}

export interface RegisteredClient {
  readonly client: Client
  /** Shown this once; undefined for a public client. */
  readonly secret: string | undefined
}

/** Creates an OAuth application; its secret, if it has one, exists outside the caller only as a digest. */
export async function registerClient({ store, clock }: Services, application: NewApplication): Promise<RegisteredClient> {
  const now = clock.now()
  const isPublic = application.public ?? application.tokenEndpointAuthMethod === 'none'
  const method = isPublic ? 'none' : (application.tokenEndpointAuthMethod ?? 'client_secret_basic')
  const secret = method.startsWith('client_secret') ? newSecret() : undefined
  const client = await store.clients.create({
    scopes: 'profile email',
    grantTypes: ['authorization_code', 'refresh_token'],
    responseTypes: ['code'],
    redirectUris: [],
    ...application,
    id: newId('client'),
    clientId: randomText(20),
    public: isPublic,
    pkceRequired: isPublic || (application.pkceRequired ?? false),
    tokenEndpointAuthMethod: method,
    secretDigest: secret === undefined ? null : digest(secret),
    createdAt: now,
    updatedAt: now,
  })
  return { client, secret }
}
