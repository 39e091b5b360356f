import type { AccessToken, Client, ClientCredentials, KoaContextWithOIDC, RefreshToken } from 'oidc-provider'
import type { Services } from '../../services.ts'

type AnyToken = AccessToken | ClientCredentials | RefreshToken

/** Who may introspect: the application the token was issued to, or a resource server named for its audience (RFC 7662 4). */
export function introspectionAllowed({ store }: Services) {
  return async (_ctx: KoaContextWithOIDC, client: Client, token: AnyToken): Promise<boolean> => {
    if (client.clientAuthMethod === 'none') return false
    if (token.clientId === client.clientId) return true
    const audience = 'aud' in token ? token.aud : undefined
    const identifier = Array.isArray(audience) ? audience[0] : audience
    if (typeof identifier !== 'string') return false
    const resource = await store.resources.findByIdentifier(identifier)
    return resource?.introspectionClients.includes(client.clientId) ?? false
  }
}

/** Only the application a token was issued to revokes it; others get the same empty answer (RFC 7009 2.1). */
export async function revocationAllowed(_ctx: KoaContextWithOIDC, client: Client, token: AnyToken): Promise<boolean> {
  return token.clientId === client.clientId
}
