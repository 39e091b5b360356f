import type Koa from 'koa'
import type { AccessToken, Client } from 'oidc-provider'
import { claimsOf } from '../../core/users/profile/claims-of.ts'
import { isUsable } from '../../core/users/is-usable.ts'
import { formBody } from '../../http/body.ts'
import type { Services } from '../../services.ts'
import type { User } from '../../store/users.ts'
import { isOriginOf } from '../client-origins.ts'
import type { Engine } from '../engine.ts'
import { routes } from '../routes.ts'
import { presentedToken } from './presented-token.ts'
import { isFromHolder } from './sender.ts'
import { type Refusal, refuse } from './userinfo-refusals.ts'

interface Found {
  readonly token: AccessToken
  readonly client: Client
  readonly user: User
}

/** Userinfo of our own: it needs no `openid` and answers as spec/clerk.md A.1.3 says. */
export function userinfo(services: Services, engine: Engine, instanceId: string): Koa.Middleware {
  const readForm = formBody()
  const answer = async (ctx: Koa.Context): Promise<void> => {
    ctx.set('Cache-Control', 'no-store')
    const found = await find(services, engine, ctx)
    if (typeof found === 'string') return refuse(ctx, found)
    ctx.body = describe(engine, found, instanceId)
  }
  return async function userinfo(ctx, next) {
    if (ctx.path !== routes.userinfo) return next()
    ctx.vary('Origin')
    if (ctx.method === 'OPTIONS') return allowPreflight(ctx)
    const isForm = ctx.method === 'POST' && ctx.is('application/x-www-form-urlencoded') !== false
    return isForm ? readForm(ctx, () => answer(ctx)) : answer(ctx)
  }
}

async function find(services: Services, engine: Engine, ctx: Koa.Context): Promise<Found | Refusal> {
  const presented = presentedToken(ctx)
  if (presented.kind === 'none') return 'absent'
  if (presented.kind === 'malformed') return 'malformed'
  const provider = engine.current()
  const token = await provider.AccessToken.find(presented.token)
  const client = token && (await provider.Client.find(String(token.clientId)))
  if (!token || !client || !(await isAlive(engine, services, token))) return 'invalid'
  if (!allowOrigin(ctx, client)) return 'invalid'
  const address = { provider, url: `${services.issuer.origin}${routes.userinfo}` }
  const held = { scheme: presented.kind, value: presented.token, token }
  if (!(await isFromHolder(ctx, address, held))) return presented.kind === 'dpop' || token.jkt ? 'unproven' : 'invalid'
  const user = await services.store.users.find(token.accountId)
  if (!user) return 'invalid'
  return isUsable(user, services.clock.now()) ? { token, client, user } : 'forbidden'
}

// The grant goes when consent is withdrawn or the session is signed out; its tokens go with it. A token for a resource
// is not for us (RFC 8707).
async function isAlive(engine: Engine, { issuer }: Services, token: AccessToken): Promise<boolean> {
  if (token.aud !== undefined && token.aud !== issuer.origin) return false
  const grant = token.grantId === undefined ? undefined : await engine.current().Grant.find(token.grantId)
  return grant !== undefined && grant.clientId === token.clientId && grant.accountId === token.accountId
}

function describe(engine: Engine, { token, client, user }: Found, instanceId: string) {
  const scopes = (token.scope ?? '').split(' ')
  const { locale: _locale, updated_at: _updated, ...claims } = claimsOf(user, scopes)
  const sub = engine.subject(user.id, client)
  return { object: 'oauth_user_info', instance_id: instanceId, user_id: sub, sub, ...claims }
}

// A page of another site may read the answer only where it belongs to the application.
function allowOrigin(ctx: Koa.Context, client: Client): boolean {
  const origin = ctx.get('origin')
  if (origin === '') return true
  if (!isOriginOf(origin, client.redirectUris ?? [])) return false
  ctx.set('Access-Control-Allow-Origin', origin)
  ctx.set('Access-Control-Expose-Headers', 'WWW-Authenticate')
  return true
}

// The browser asks before it shows the token, so the application is not known yet; the answer itself names its origin.
function allowPreflight(ctx: Koa.Context): void {
  ctx.status = 204
  const origin = ctx.get('origin')
  if (origin === '' || ctx.get('access-control-request-method') === '') return
  ctx.set('Access-Control-Allow-Origin', origin)
  ctx.set('Access-Control-Allow-Methods', 'GET,POST')
  ctx.set('Access-Control-Allow-Headers', 'Authorization, Content-Type, DPoP')
  ctx.set('Access-Control-Max-Age', '3600')
}
