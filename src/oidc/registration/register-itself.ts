import type { Author } from '../../core/audit/author.ts'
import { registerClient } from '../../core/clients/register-client.ts'
import type { Services } from '../../services.ts'
import type { Engine } from '../engine.ts'
import { checkWithEngine } from './check-with-engine.ts'
import type { Registration } from './registration-json.ts'
import { describedClient, type RegistrationRequest, repeated } from './registration-schema.ts'
import { issueRegistrationToken } from './registration-tokens.ts'

/** Registers an application at its own word (RFC 7591). */
export async function registerItself(
  services: Services,
  engine: Engine,
  { said, by }: { readonly said: RegistrationRequest; readonly by: Author },
): Promise<Registration> {
  const described = describedClient(said, engine.settings().defaultScopes)
  await checkWithEngine(engine, described)
  const { client: created, secret } = await registerClient(services, { ...described, by })
  const client = await services.store.clients.update(created.id, {
    // spec/clerk.md A.1.6: without a name it is called by its id.
    name: said.client_name || created.clientId,
    metadata: toRepeat(said),
  })
  return { client, secret, token: await issueRegistrationToken(services, client) }
}

/** What an application said that is of no meaning here but may be asked for again. */
export function toRepeat(said: RegistrationRequest): Record<string, string | string[]> {
  return Object.fromEntries(repeated.flatMap((name) => (said[name] === undefined ? [] : [[name, said[name]]])))
}
