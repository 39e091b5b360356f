import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import type { Endpoints, Metadata, Provider, ProviderSettings, Server, Upstream } from '../provider.ts'

const overrides = [
  'issuer',
  'authorizationUrl',
  'tokenUrl',
  'profileUrl',
  'emailsUrl',
  'jwksUrl',
  'requestTokenUrl',
] as const satisfies readonly (keyof Endpoints & keyof ProviderSettings)[]

const metadata = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  userinfo_endpoint: z.url().optional(),
  jwks_uri: z.url(),
  authorization_response_iss_parameter_supported: z.boolean().default(false),
  // OpenID Connect Discovery 1.0 section 3: without the member, Basic is meant.
  token_endpoint_auth_methods_supported: z.array(z.string()).default(['client_secret_basic']),
})

/** Where a provider is: its usual endpoints, those of another issuer by discovery, and the operator's overrides. */
export async function findServer(
  document: Upstream['document'],
  provider: Provider,
  settings: ProviderSettings,
): Promise<Server> {
  const usual = typeof provider.endpoints === 'function' ? provider.endpoints(settings) : provider.endpoints
  const explicit = pick(settings)
  const { issuer, authorizationUrl, tokenUrl, jwksUrl } = explicit
  // The usual keys say nothing about what another token endpoint signs.
  const keys = tokenUrl === undefined || jwksUrl !== undefined ? {} : { jwksUrl: undefined }
  if (provider.protocol !== 'oidc' || issuer === undefined) return complete({ ...usual, ...explicit, ...keys })
  if (authorizationUrl && tokenUrl && jwksUrl) return complete(explicit)
  try {
    return complete({ ...(await discover(document, issuer)), ...explicit })
  } catch (error) {
    // Without keys ID tokens are refused, but a profile may do.
    if (authorizationUrl && tokenUrl) return complete(explicit)
    throw error
  }
}

async function discover(document: Upstream['document'], issuer: string): Promise<Metadata> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const found = metadata.parse(await document(url))
  if (found.issuer !== issuer && found.issuer !== `${issuer}/`) throw new Error(`the document is of ${found.issuer}`)
  return {
    issuer: found.issuer,
    authorizationUrl: found.authorization_endpoint,
    tokenUrl: found.token_endpoint,
    profileUrl: found.userinfo_endpoint,
    jwksUrl: found.jwks_uri,
    answersNameIssuer: found.authorization_response_iss_parameter_supported,
    clientAuthentication: found.token_endpoint_auth_methods_supported.includes('client_secret_post') ? 'post' : 'basic',
  }
}

function pick(settings: ProviderSettings): Endpoints {
  return Object.fromEntries(overrides.flatMap((name) => (settings[name] === undefined ? [] : [[name, settings[name]]])))
}

function complete(found: Metadata): Server {
  const { authorizationUrl, tokenUrl } = found
  if (authorizationUrl === undefined || tokenUrl === undefined) {
    throw new AppError('provider.disabled', { problem: 'the endpoints are not known' })
  }
  return { ...found, authorizationUrl, tokenUrl }
}
