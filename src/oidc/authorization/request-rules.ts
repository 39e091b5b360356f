import { errors, type KoaContextWithOIDC } from 'oidc-provider'

const defaultScope = 'profile email'
const leastStateLength = 8

type Rule = (ctx: KoaContextWithOIDC, value: string | undefined) => Promise<void>

/**
 * Rules of ours for authorization requests. The engine runs them last, when client and redirect URI are known to be
 * good, so that what they refuse goes back to the application.
 */
export const requestRules: Record<string, Rule> = { scope: scopeRule, state: stateRule }

// spec/clerk.md A.1.1: at least 8 characters, unless PKCE stands in for it.
async function stateRule({ oidc }: KoaContextWithOIDC, state: string | undefined): Promise<void> {
  if (oidc.route !== 'authorization' && oidc.route !== 'pushed_authorization_request') return
  if (oidc.params?.['code_challenge'] !== undefined) return
  if ((state ?? '').length < leastStateLength) {
    throw new errors.InvalidRequest(`state of at least ${leastStateLength} characters is required, or PKCE`)
  }
}

async function scopeRule({ oidc, query }: KoaContextWithOIDC): Promise<void> {
  const { params, client } = oidc
  if (!params || !client) return
  const allowed = new Set((client.scope ?? defaultScope).split(' '))
  const asked = typeof params['scope'] === 'string' ? params['scope'].split(' ') : []
  // The engine drops `offline_access` unless consent is asked for anew; we ask for it like for any other scope.
  const original = oidc.body?.['scope'] ?? query['scope']
  if (typeof original === 'string' && original.split(' ').includes('offline_access') && keepsOffline(oidc, allowed)) {
    asked.push('offline_access')
  }
  const fromResources = new Set(Object.values(oidc.resourceServers ?? {}).flatMap((server) => [...server.scopes]))
  const foreign = asked.find((scope) => !allowed.has(scope) && !fromResources.has(scope))
  if (foreign !== undefined) throw new errors.InvalidScope('requested scope is not allowed', foreign)
  const fallback = defaultScope.split(' ').filter((scope) => allowed.has(scope))
  params['scope'] = [...new Set(asked.length > 0 ? asked : fallback)].join(' ')
}

function keepsOffline({ client }: KoaContextWithOIDC['oidc'], allowed: ReadonlySet<string>): boolean {
  return Boolean(client?.grantTypeAllowed('refresh_token')) && allowed.has('offline_access')
}
