import { type Client, errors, type KoaContextWithOIDC, type ResourceServer } from 'oidc-provider'
import { z } from 'zod'
import type { Services } from '../../services.ts'
import type { Resource } from '../../store/resources.ts'
import { isFapi } from '../fapi.ts'

const scopeList = z.array(z.object({ scope: z.string() }))

/** Resource indicators (RFC 8707): audiences an administrator registered, and our own userinfo as a JWT audience. */
export function resourceIndicators(services: Services) {
  return {
    enabled: true,
    async defaultResource(_ctx: KoaContextWithOIDC, _client: Client, oneOf?: string[]) {
      return oneOf
    },
    async useGrantedResource() {
      return true
    },
    async getResourceServerInfo(_ctx: KoaContextWithOIDC, identifier: string, client: Client): Promise<ResourceServer> {
      // PostgreSQL has no text with a NUL in it, and no resource has such a name.
      const known = identifier.includes('\0') ? undefined : await services.store.resources.findByIdentifier(identifier)
      if (!known) throw new errors.InvalidTarget()
      return resourceServer(known, services, tokenAlgorithm(client))
    },
  }
}

/** What access tokens are signed with: what every resource server can verify, but for FAPI 2.0 (section 5.4.1). */
export function tokenAlgorithm(client: Client | undefined): 'RS256' | 'ES256' {
  return isFapi(client) ? 'ES256' : 'RS256'
}

function resourceServer(resource: Resource, { config }: Services, alg: 'RS256' | 'ES256'): ResourceServer {
  const format = resource.format === 'opaque' ? 'opaque' : 'jwt'
  return {
    audience: resource.identifier,
    scope: scopeList
      .parse(resource.scopes)
      .map(({ scope }) => scope)
      .join(' '),
    accessTokenFormat: format,
    accessTokenTTL: resource.accessTokenTtl ?? config.ttl.accessToken,
    ...(format === 'jwt' ? { jwt: { sign: { alg } } } : {}),
  }
}
