import {
  type AccessToken,
  type AuthorizationCode,
  type Client,
  type ClientCredentials,
  errors,
  type KoaContextWithOIDC,
  type RefreshToken,
} from 'oidc-provider'
import { isUsable } from '../../core/users/is-usable.ts'
import type { Services } from '../../services.ts'
import { omittedRedirectUri } from '../authorization/request-shape.ts'
import { scopesOf } from '../client-scopes.ts'
import { isFapi } from '../fapi.ts'

type AnyToken = AccessToken | ClientCredentials | RefreshToken

/** Who learns what a token is good for: those it concerns, about a token whose person may still be signed in. */
export function introspectionAllowed(services: Services) {
  return async (ctx: KoaContextWithOIDC, client: Client, token: AnyToken): Promise<boolean> =>
    coversScope(ctx.oidc.body?.['scope'], token) &&
    (await concerns(services, ctx, client, token)) &&
    (await hasUsableAccount(services, token))
}

/** Only the application a token was issued to revokes it; others get the same empty answer (RFC 7009 2.1). */
export async function revocationAllowed(_ctx: KoaContextWithOIDC, client: Client, token: AnyToken): Promise<boolean> {
  return token.clientId === client.clientId
}

/**
 * Whether what is issued ends when the person signs out of this browser: all but what may act while they are away. The
 * engine calls it for every code; the code remembers what it must know later.
 */
export async function endsWithSignOut({ oidc }: KoaContextWithOIDC, code: unknown): Promise<boolean> {
  const { scopes } = code as AuthorizationCode
  if (oidc.params?.[omittedRedirectUri] === 'true') Object.assign(code as object, { [omittedRedirectUri]: true })
  return !scopes.has('offline_access')
}

/**
 * Whether a refresh token is replaced when it is used; a scope the application has lost since ends the chain
 * (spec/clerk.md A.1.2).
 */
export function rotateRefreshToken({ oidc }: KoaContextWithOIDC): boolean {
  const { client, entities } = oidc
  const allowed = scopesOf(client)
  const resource = entities.RefreshToken?.resource
  const lost = [...(entities.RefreshToken?.scopes ?? [])].find((scope) => resource === undefined && !allowed.has(scope))
  if (lost !== undefined) throw new errors.InvalidScope('scope is not allowed any more', lost)
  // FAPI 2.0 5.3.2.1: not where tokens are bound to a key and applications have credentials.
  return !isFapi(client)
}

// Any more than the scopes that were granted, and the token is not what the caller asks for.
function coversScope(asked: unknown, token: AnyToken): boolean {
  if (typeof asked !== 'string' || asked === '') return asked === undefined || asked === ''
  return asked.split(' ').every((scope) => token.scopes.has(scope))
}

// The application the token was issued to, or a resource server named for its audience (RFC 7662 section 4).
async function concerns(
  { store }: Services,
  { oidc }: KoaContextWithOIDC,
  client: Client,
  token: AnyToken,
): Promise<boolean> {
  if (client.clientAuthMethod === 'none') return false
  if (token.clientId === client.clientId) return true
  const audience = 'aud' in token ? token.aud : undefined
  const resource = typeof audience === 'string' ? await store.resources.findByIdentifier(audience) : undefined
  if (!resource?.introspectionClients.includes(client.clientId)) return false
  return (await oidc.provider.Client.find(String(token.clientId))) !== undefined
}

async function hasUsableAccount({ store, clock }: Services, token: AnyToken): Promise<boolean> {
  if (!('accountId' in token) || token.accountId === undefined) return true
  const user = await store.users.find(token.accountId)
  return user !== undefined && isUsable(user, clock.now())
}
