import type { Author } from '../../core/audit/author.ts'
import { rotateClientSecret } from '../../core/clients/rotate-client-secret.ts'
import { updateClient } from '../../core/clients/update-client.ts'
import type { Services } from '../../services.ts'
import type { Client } from '../../store/clients.ts'
import type { Engine } from '../engine.ts'
import { checkWithEngine } from './check-with-engine.ts'
import { toRepeat } from './register-itself.ts'
import type { Registration } from './registration-json.ts'
import { describedClient, type RegistrationRequest } from './registration-schema.ts'
import { rotateRegistrationToken } from './registration-tokens.ts'

interface RegistrationChange {
  readonly client: Client
  readonly said: RegistrationRequest
  readonly token: string
  readonly by: Author
}

/** Replaces what an application said of itself, and its token with a new one (RFC 7592 section 2.2). */
export async function changeRegistration(
  services: Services,
  engine: Engine,
  { client: before, said, token, by }: RegistrationChange,
): Promise<Registration> {
  const described = describedClient(said, engine.settings().defaultScopes)
  await checkWithEngine(engine, described)
  const renewed = await rotateRegistrationToken(services, token, before)
  await updateClient(services, {
    id: before.id,
    change: { ...described, public: said.token_endpoint_auth_method === 'none' },
    by,
  })
  const name = said.client_name || before.clientId
  const client = await services.store.clients.update(before.id, { name, metadata: toRepeat(said) })
  const needsSecret = client.tokenEndpointAuthMethod.startsWith('client_secret') && client.secretDigest === null
  const { secret } = needsSecret ? await rotateClientSecret(services, { id: client.id, by }) : {}
  return { client, secret, token: renewed }
}
