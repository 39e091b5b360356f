import { registerClient } from '../core/clients/register-client.ts'
import type { Services } from '../services.ts'

const setting = 'try.client'
const place = 'settings.try.client'

export interface TryClient {
  readonly clientId: string
  readonly clientSecret: string
}

export interface TryAddresses {
  readonly redirectUri: string
  readonly postLogoutRedirectUri: string
}

/** The application of `/try`, registered when it is first needed; its secret is sealed, since it must be read back. */
export async function tryClient(services: Services, addresses: TryAddresses): Promise<TryClient> {
  const { redirectUri, postLogoutRedirectUri } = addresses
  const { store, vault, clock } = services
  const sealed = await store.settings.find<string>(setting)
  const known = sealed === undefined ? undefined : (JSON.parse(vault.open(sealed, place)) as TryClient)
  const registered = known && (await store.clients.findByClientId(known.clientId))
  const isAt = registered?.redirectUris.includes(redirectUri)
  if (known && isAt && registered?.postLogoutRedirectUris.includes(postLogoutRedirectUri)) return known
  const { client, secret } = await registerClient(services, {
    name: 'Try it',
    redirectUris: [redirectUri],
    postLogoutRedirectUris: [postLogoutRedirectUri],
    scopes: 'openid profile email offline_access',
  })
  const made = { clientId: client.clientId, clientSecret: secret ?? '' }
  await store.settings.save(setting, vault.seal(JSON.stringify(made), place), clock.now())
  return made
}
