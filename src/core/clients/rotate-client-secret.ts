import { AppError } from '../../errors.ts'
import { digest, newSecret } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import type { Author } from '../audit/author.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { RegisteredClient } from './register-client.ts'

/** Gives an application a new secret; the old one stops working at once, tokens stay good. */
export async function rotateClientSecret(
  services: Services,
  { id, by }: { id: string; by: Author },
): Promise<RegisteredClient> {
  const { store, clock } = services
  const secret = newSecret()
  const client = await store.transaction(async (tx) => {
    const { tokenEndpointAuthMethod } = await tx.clients.get(id)
    if (!tokenEndpointAuthMethod.startsWith('client_secret')) {
      throw new AppError('input.invalid', {
        field: 'token_endpoint_auth_method',
        reason: 'says that this application has no secret',
      })
    }
    const changed = await tx.clients.update(id, { secretDigest: digest(secret), updatedAt: clock.now() })
    const event = { type: 'oauth_application.secret_rotated', ...by, target: id, clientId: changed.clientId }
    await recordEvent({ store: tx, clock }, event)
    return changed
  })
  return { client, secret }
}
