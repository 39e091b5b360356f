import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import type { Store } from '../../../store/store.ts'
import { isPublicUrl } from '../addresses/public-url.ts'
import { isAcceptableRedirectUri, redirectUriMaxCount } from '../addresses/redirect-uris.ts'
import type { ClientDetails } from '../client-details.ts'
import { knownScopes } from '../scopes/allowed-scopes.ts'
import { checkNewScopes } from '../scopes/check-new-scopes.ts'
import { checkKeys } from './check-keys.ts'

/** Refuses an application that contradicts itself or that our protocol engine would not accept. */
export async function checkClient(services: Services, store: Store, client: ClientDetails): Promise<void> {
  checkRedirects('redirect_uris', client.redirectUris)
  checkRedirects('post_logout_redirect_uris', client.postLogoutRedirectUris)
  checkUrls(services, client)
  checkAuthentication(client)
  checkKeys(client.jwks)
  checkGrants(client)
  checkSubject(client)
  await checkScopes(store, client)
}

// Of a list, `line` says which entry is meant, counted from one.
function refuse(field: string, reason: string, line?: number): never {
  throw new AppError('input.invalid', { field, reason, ...(line === undefined ? {} : { line }) })
}

function checkRedirects(field: string, uris: readonly string[]): void {
  if (uris.length > redirectUriMaxCount) refuse(field, `must hold at most ${redirectUriMaxCount} addresses`)
  const again = uris.findIndex((uri, position) => uris.indexOf(uri) < position)
  if (again >= 0) throw new AppError('redirect-uri.duplicate', { field, line: again + 1 })
  const wrong = uris.findIndex((uri) => !isAcceptableRedirectUri(uri))
  if (wrong >= 0) {
    const reason = 'must hold absolute addresses without fragment, wildcard or credentials, of a safe scheme'
    refuse(field, reason, wrong + 1)
  }
}

function checkUrls({ config }: Services, client: ClientDetails): void {
  const urls = {
    client_uri: client.uri,
    client_image_url: client.imageUrl,
    jwks_uri: client.jwksUri,
    sector_identifier_uri: client.sectorIdentifierUri,
    backchannel_logout_uri: client.backchannelLogoutUri,
  }
  for (const [field, url] of Object.entries(urls)) {
    if (url !== null && !isPublicUrl(url, config)) refuse(field, 'must be an https address of a public host')
  }
}

function checkAuthentication(client: ClientDetails): void {
  const { jwks, jwksUri, tokenEndpointAuthMethod: method } = client
  if (client.public && !client.pkceRequired)
    throw new AppError('client.public-without-pkce', { field: 'pkce_required' })
  if (client.dynamicallyRegistered && !client.consentScreen) {
    throw new AppError('client.consent-required', { field: 'consent_screen_enabled' })
  }
  // RFC 7591 section 2: by value or by reference, not both.
  if (jwks !== null && jwksUri !== null) refuse('jwks_uri', 'stands in for jwks; send one of them')
  if (method === 'private_key_jwt' && jwks === null && jwksUri === null)
    refuse('jwks', 'is needed for private_key_jwt where there is no jwks_uri')
  if (client.fapi && method !== 'private_key_jwt')
    refuse('token_endpoint_auth_method', 'must be private_key_jwt for fapi')
}

function checkGrants(client: ClientDetails): void {
  const has = (grant: string) => client.grantTypes.includes(grant)
  if (client.public && has('client_credentials'))
    refuse('grant_types', 'must not hold client_credentials for a public application')
  if (client.public && has('urn:ietf:params:oauth:grant-type:token-exchange')) {
    refuse('grant_types', 'must not hold token exchange for a public application')
  }
}

// OpenID Connect Core 8.1: several hosts can share a pairwise identifier only by a sector they all name. A device brings no
// redirect address; there the host of the key set stands for the sector, and so the key must be used.
function checkSubject(client: ClientDetails): void {
  const { subjectType, redirectUris, sectorIdentifierUri, tokenEndpointAuthMethod: method, jwksUri } = client
  if (subjectType !== 'pairwise') return
  const forDevices = client.grantTypes.includes('urn:ietf:params:oauth:grant-type:device_code')
  if (forDevices && (method !== 'private_key_jwt' || jwksUri === null)) {
    refuse('subject_type', 'can be pairwise on devices only with private_key_jwt and jwks_uri')
  }
  const hosts = new Set(redirectUris.map((uri) => URL.parse(uri)?.host))
  if (sectorIdentifierUri === null && hosts.size > (forDevices ? 0 : 1)) {
    refuse('sector_identifier_uri', 'is needed when the hosts of the addresses do not say which sector this is')
  }
}

async function checkScopes(store: Store, client: ClientDetails): Promise<void> {
  const custom = client.customScopes.map(({ scope }) => scope)
  checkNewScopes('custom_scopes', custom)
  const own = new Set([...knownScopes, ...custom])
  const others = client.scopes.split(' ').filter((scope) => scope !== '' && !own.has(scope))
  if (others.length === 0) return
  const ofResources = new Set((await store.resources.list()).flatMap((resource) => scopeNames(resource.scopes)))
  const unknown = others.find((scope) => !ofResources.has(scope))
  if (unknown !== undefined) throw new AppError('scope.unknown', { field: 'scopes', scope: unknown })
}

function scopeNames(value: unknown): string[] {
  return Array.isArray(value) ? value.flatMap((item) => (typeof item?.scope === 'string' ? [item.scope] : [])) : []
}
