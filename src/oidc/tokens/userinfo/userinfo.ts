import type Koa from 'koa'
import type { Client } from 'oidc-provider'
import { isUsable } from '../../../core/users/is-usable.ts'
import { claimsOf } from '../../../core/users/profile/claims-of.ts'
import { formBody } from '../../../http/body.ts'
import type { Services } from '../../../services.ts'
import type { User } from '../../../store/users.ts'
import { isOriginOf } from '../../client-origins.ts'
import type { Engine } from '../../engine.ts'
import { routes } from '../../routes.ts'
import { type Access, findAccess } from '../find-access.ts'
import { isFromHolder } from '../sender.ts'
import { presentedToken } from './presented-token.ts'
import { type Refusal, refuse } from './refusals.ts'

interface Found {
  readonly access: Access
  readonly client: Client
  readonly user: User
}

type Claims = Readonly<Record<string, unknown>>

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
  if (presented.kind === 'twice') return 'twice'
  if (presented.kind === 'malformed') return 'invalid'
  const { store, clock, issuer } = services
  const access = await findAccess(services, engine, presented.token)
  // A token for a resource is not for us (RFC 8707).
  if (!access || (access.aud !== undefined && access.aud !== issuer.origin)) {
    // Nobody's: the page that holds it learns that it is over, whosever page that is.
    nameOrigin(ctx)
    return 'invalid'
  }
  const provider = engine.current()
  const [client, user] = await Promise.all([provider.Client.find(access.clientId), store.users.find(access.accountId)])
  if (!client || !user || !allowOrigin(ctx, client)) return 'invalid'
  const address = { clock, provider, url: `${issuer.origin}${routes.userinfo}` }
  const held = { scheme: presented.kind, value: presented.token, access }
  if (!(await isFromHolder(ctx, address, held))) return presented.kind === 'dpop' || access.jkt ? 'unproven' : 'invalid'
  if (!isUsable(user, clock.now())) return 'forbidden'
  return access.granted ? { access, client, user } : 'invalid'
}

function describe(engine: Engine, { access, client, user }: Found, instanceId: string) {
  const scopes = (access.scope ?? '').split(' ')
  const claims = claimsOf(user, scopes)
  const sub = engine.subject(user.id, client)
  const known = scopes.includes('openid') ? withoutEmpty(claims) : inClerksWords(claims)
  return { object: 'oauth_user_info', instance_id: instanceId, user_id: sub, sub, ...known }
}

// OpenID Connect Core 5.3.2: a claim without a value is left out.
function withoutEmpty(claims: Claims): Claims {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== null))
}

// spec/clerk.md A.1.3: a claim without a value is null, and these two are not among them.
function inClerksWords({ locale: _locale, updated_at: _updated, ...claims }: Claims): Claims {
  return claims
}

// A page of another site may read the answer only where it belongs to the application.
function allowOrigin(ctx: Koa.Context, client: Client): boolean {
  const origin = ctx.get('origin')
  if (origin === '') return true
  if (!isOriginOf(origin, client.redirectUris ?? [])) return false
  nameOrigin(ctx)
  return true
}

function nameOrigin(ctx: Koa.Context): void {
  const origin = ctx.get('origin')
  if (origin === '') return
  ctx.set('Access-Control-Allow-Origin', origin)
  ctx.set('Access-Control-Expose-Headers', 'WWW-Authenticate')
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
