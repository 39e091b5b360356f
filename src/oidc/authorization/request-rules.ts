import { decodeJwt } from 'jose'
import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import type { Services } from '../../services.ts'
import { scopesOf } from '../client-scopes.ts'
import { refuseOldProofs } from '../tokens/recent-proofs.ts'
import { consentRule } from './consent-answer.ts'
import { omittedRedirectUri } from './request-shape.ts'

const defaultScope = 'profile email'
const leastStateLength = 8

/**
 * Rules of ours for authorization requests. The engine runs them last, when client and redirect URI are known to be
 * good, so that what they refuse goes back to the application.
 */
export function requestRules(services: Services) {
  return {
    scope: scopeRule,
    state: stateRule,
    consented: consentRule(services),
    dpop_jkt: proofRule(services),
    [omittedRedirectUri]: null,
  }
}

// spec/clerk.md A.1.1: at least 8 characters, unless PKCE stands in for it.
async function stateRule({ oidc }: KoaContextWithOIDC, state: string | undefined): Promise<void> {
  if (oidc.route !== 'authorization' && oidc.route !== 'pushed_authorization_request') return
  if (oidc.params?.['code_challenge'] !== undefined) return
  if ((state ?? '').length < leastStateLength) {
    throw new errors.InvalidRequest(`state of at least ${leastStateLength} characters is required, or PKCE`)
  }
}

// The key that a code is bound to may be named by a proof of it (RFC 9449 section 10.1).
function proofRule(services: Services) {
  return async (ctx: KoaContextWithOIDC): Promise<void> => {
    if (ctx.oidc.route === 'pushed_authorization_request') await refuseOldProofs(services, ctx)
  }
}

async function scopeRule(ctx: KoaContextWithOIDC): Promise<void> {
  const { params, client, resourceServers } = ctx.oidc
  if (!params || !client) return
  const allowed = scopesOf(client)
  const fromResources = new Set(Object.values(resourceServers ?? {}).flatMap((server) => [...server.scopes]))
  const asked = askedScopes(ctx).filter((scope) => scope !== 'offline_access' || mayStay(ctx, allowed))
  const foreign = asked.find((scope) => !allowed.has(scope) && !fromResources.has(scope))
  if (foreign !== undefined) throw new errors.InvalidScope('requested scope is not allowed', foreign)
  const fallback = defaultScope.split(' ').filter((scope) => allowed.has(scope))
  const scopes = asked.length > 0 ? asked : fallback
  if (scopes.length === 0 && fromResources.size === 0) throw new errors.InvalidScope('a scope must be requested', '')
  params['scope'] = scopes.length > 0 ? [...new Set(scopes)].join(' ') : undefined
}

// The request's own words: by now the engine has dropped scopes it does not know, and `offline_access` unless consent is
// asked for anew, while we ask for it like for any other scope.
function askedScopes({ oidc, query }: KoaContextWithOIDC): readonly string[] {
  const pushed = oidc.entities.PushedAuthorizationRequest?.request
  const scope = pushed === undefined ? (oidc.body ?? query)['scope'] : decodeJwt(pushed)['scope']
  return typeof scope === 'string' && scope !== '' ? scope.split(' ') : []
}

// OpenID Connect Core section 11: where it cannot be given, it is ignored.
function mayStay({ oidc: { client } }: KoaContextWithOIDC, allowed: ReadonlySet<string>): boolean {
  return Boolean(client?.grantTypeAllowed('refresh_token')) && allowed.has('offline_access')
}
