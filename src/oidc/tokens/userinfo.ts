import type Koa from 'koa'
import type { AccessToken } from 'oidc-provider'
import { claimsOf } from '../../core/users/claims-of.ts'
import { isUsable } from '../../core/users/is-usable.ts'
import type { Services } from '../../services.ts'
import type { User } from '../../store/users.ts'
import type { Engine } from '../engine.ts'
import { routes } from '../routes.ts'

const unauthorized = {
  code: 'oauth_fetch_user_error',
  message: 'unable to fetch user info',
  long_message: 'Unable to fetch user info. Check if access token is present and valid.',
}
const forbidden = {
  code: 'oauth_fetch_user_forbidden_error',
  message: 'unable to fetch user info',
  long_message: 'Unable to fetch user info. User is not allowed access to this application.',
}

/** Userinfo of our own: it needs no `openid` and answers as spec/clerk.md A.1.3 says. */
export function userinfo(services: Services, engine: Engine, instanceId: string): Koa.Middleware {
  return async function userinfo(ctx, next) {
    if (ctx.path !== routes.userinfo || (ctx.method !== 'GET' && ctx.method !== 'POST')) return next()
    const presented = bearer(ctx)
    if (presented === undefined) return refuse(ctx, 401, unauthorized, 'Bearer')
    const token = await engine.current().AccessToken.find(presented)
    if (!token || !(await isAlive(engine, token))) return refuse(ctx, 401, unauthorized, 'Bearer error="invalid_token"')
    const user = await services.store.users.find(token.accountId)
    if (!user) return refuse(ctx, 401, unauthorized, 'Bearer error="invalid_token"')
    if (!isUsable(user, services.clock.now())) return refuse(ctx, 403, forbidden, 'Bearer error="insufficient_scope"')
    ctx.set('Cache-Control', 'no-store')
    ctx.body = answer(user, token, instanceId)
  }
}

function answer(user: User, token: AccessToken, instanceId: string) {
  const scopes = (token.scope ?? '').split(' ')
  const { locale: _locale, updated_at: _updated, ...claims } = claimsOf(user, scopes)
  return { object: 'oauth_user_info', instance_id: instanceId, user_id: user.id, sub: user.id, ...claims }
}

// The grant goes when consent is withdrawn or the session is signed out; its tokens go with it.
async function isAlive(engine: Engine, token: AccessToken): Promise<boolean> {
  if (token.aud !== undefined || token.jkt !== undefined) return false
  const grant = token.grantId === undefined ? undefined : await engine.current().Grant.find(token.grantId)
  return grant !== undefined && grant.clientId === token.clientId && grant.accountId === token.accountId
}

function bearer(ctx: Koa.Context): string | undefined {
  return /^Bearer +([\w.~+/-]+=*)$/i.exec(ctx.get('authorization'))?.[1]
}

function refuse(ctx: Koa.Context, status: number, error: object, challenge: string): void {
  ctx.status = status
  ctx.set('Cache-Control', 'no-store')
  ctx.set('WWW-Authenticate', challenge)
  ctx.body = { errors: [{ ...error, meta: {} }], clerk_trace_id: ctx.state['requestId'] }
}
