import { AppError } from '../../errors.ts'
import { digest, newSecret } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import type { RegisteredClient } from './register-client.ts'

/** Gives an application a new secret; the old one stops working at once. */
export async function rotateClientSecret({ store, clock }: Services, id: string): Promise<RegisteredClient> {
  const { tokenEndpointAuthMethod } = await store.clients.get(id)
  if (!tokenEndpointAuthMethod.startsWith('client_secret')) {
    throw new AppError('input.invalid', { client: 'this application has no secret' })
  }
  const secret = newSecret()
  const client = await store.clients.update(id, { secretDigest: digest(secret), updatedAt: clock.now() })
  return { client, secret }
}
