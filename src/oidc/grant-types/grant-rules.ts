import { errors, type TokenEndpointGrantContext } from 'oidc-provider'
import type { Services } from '../../services.ts'
import { omittedRedirectUri } from '../authorization/request-shape.ts'
import { scopesOf } from '../client-scopes.ts'
import { refuseOldProofs } from '../tokens/recent-proofs.ts'

type GrantRule = (ctx: TokenEndpointGrantContext) => Promise<void>
type Handler<Params extends object> = (ctx: TokenEndpointGrantContext<Params>) => Promise<void> | void

const ofPeople = new Set(['openid', 'offline_access'])

// What we ask of a token request beyond the engine, by grant type.
const rules: Readonly<Record<string, GrantRule>> = {
  authorization_code: redirectUriRule,
  client_credentials: machineScopeRule,
}

/** The handler of a grant type behind our rules: the one for all of them and its own. */
export function ruled<Params extends object>(
  services: Services,
  grantType: string,
  handler: Handler<Params>,
): Handler<Params> {
  const rule = rules[grantType]
  return async (ctx) => {
    await refuseOldProofs(services, ctx)
    await rule?.(ctx)
    await handler(ctx)
  }
}

// RFC 6749 section 4.1.3: the redirect URI is sent again if it was sent with the authorization request.
async function redirectUriRule({ oidc }: TokenEndpointGrantContext): Promise<void> {
  const { redirect_uri: redirectUri, code } = oidc.params
  if (redirectUri !== undefined || typeof code !== 'string') return
  const found = (await oidc.provider.AuthorizationCode.find(code)) as { [omittedRedirectUri]?: true } | undefined
  if (found && !found[omittedRedirectUri]) throw new errors.InvalidGrant('redirect_uri is missing')
}

// A machine is nobody who signs in, and it can always ask again (RFC 6749 section 4.4.3). No consent stands between it
// and a resource, so its application must have been given the scope.
async function machineScopeRule({ oidc }: TokenEndpointGrantContext): Promise<void> {
  const allowed = new Set([...scopesOf(oidc.client)].filter((scope) => !ofPeople.has(scope)))
  const foreign = oidc.params.scope?.split(' ').find((scope) => !allowed.has(scope))
  if (foreign !== undefined) throw new errors.InvalidScope('requested scope is not allowed', foreign)
}
