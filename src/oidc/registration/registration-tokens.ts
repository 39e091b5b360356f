import { errors } from 'oidc-provider'
import { newSecret } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import type { Client } from '../../store/clients.ts'

const model = 'RegistrationAccessToken'

/** A new secret with which an application manages its registration (RFC 7592 section 3); it lives as long as that. */
export async function issueRegistrationToken(
  { store }: Pick<Services, 'store'>,
  { clientId }: Client,
): Promise<string> {
  const token = `rat_${newSecret()}`
  await store.artifacts.save(model, token, { payload: clientId, expiresAt: undefined, clientId })
  return token
}

/** The application that a token manages, which must be the one it is presented for. */
export async function managedClient({ store, clock }: Services, token: string, clientId: string): Promise<Client> {
  const stored = await store.artifacts.find(model, token, clock.now())
  const client =
    stored?.payload === clientId && stored.consumedAt === null
      ? await store.clients.findByClientId(clientId)
      : undefined
  if (!client || client.disabledAt) throw new errors.InvalidToken('registration access token')
  return client
}

/** Exchanges a token for a new one; of two who try, one succeeds. */
export async function rotateRegistrationToken(services: Services, token: string, client: Client): Promise<string> {
  if (!(await services.store.artifacts.consume(model, token, services.clock.now()))) {
    throw new errors.InvalidToken('registration access token')
  }
  await services.store.artifacts.delete(model, token)
  return issueRegistrationToken(services, client)
}
