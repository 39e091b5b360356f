import { type Client, errors, type KoaContextWithOIDC, type ResourceServer } from 'oidc-provider'
import { z } from 'zod'
import type { Services } from '../../services.ts'
import type { Resource } from '../../store/resources.ts'

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
    async getResourceServerInfo(_ctx: KoaContextWithOIDC, identifier: string): Promise<ResourceServer> {
      const resource = await services.store.resources.findByIdentifier(identifier)
      if (!resource) throw new errors.InvalidTarget()
      return resourceServer(resource, services)
    },
  }
}

function resourceServer(resource: Resource, { config }: Services): ResourceServer {
  const format = resource.format === 'opaque' ? 'opaque' : 'jwt'
  return {
    audience: resource.identifier,
    scope: scopeList
      .parse(resource.scopes)
      .map(({ scope }) => scope)
      .join(' '),
    accessTokenFormat: format,
    accessTokenTTL: resource.accessTokenTtl ?? config.ttl.accessToken,
    ...(format === 'jwt' ? { jwt: { sign: { alg: 'RS256' } } } : {}),
  }
}
