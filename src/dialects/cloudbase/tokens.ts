import type { RouterContext } from '@koa/router'
import type { Bearer } from '../../core/sessions/access-token.ts'
import { closeSession, closeSessionOf } from '../../core/sessions/close-session.ts'
import { refreshSession } from '../../core/sessions/refresh-session.ts'
import { AppError, isRefusal } from '../../errors.ts'
import { validate } from '../../http/validate.ts'
import type { Services } from '../../services.ts'
import { bearerToken } from '../bearer-token.ts'
import type { House } from '../dialect.ts'
import { authenticate, callingApp } from './callers.ts'
import { introspectRequest, revokeRequest, tokenRequest } from './requests.ts'
import { tokenAnswer } from './responses.ts'
import { cloudbaseSessions } from './session.ts'

/** `POST /token`: only refreshing; the other grants belong to the protocol door. */
export async function refresh(services: Services, ctx: RouterContext, house: House): Promise<void> {
  await callingApp(services, ctx, house)
  const { grant_type, refresh_token } = validate(tokenRequest, ctx.request.body)
  if (grant_type !== 'refresh_token') throw new AppError('grant.unsupported')
  if (!refresh_token) throw new AppError('input.invalid', { fields: { refresh_token: 'is missing' } })
  const held = await refreshSession(services, cloudbaseSessions(services, house), { refreshToken: refresh_token })
  ctx.body = await tokenAnswer(services, house, held)
}

/** `POST /revoke`: ends the session of an access or a refresh token; one that is over already is fine (RFC 7009 2.2). */
export async function revoke(services: Services, ctx: RouterContext, house: House): Promise<void> {
  await callingApp(services, ctx, house)
  const { token = bearerToken(ctx) } = validate(revokeRequest, ctx.request.body)
  try {
    await end(services, house, token)
  } catch (error) {
    if (!isRefusal(error, 'token.invalid') && !isRefusal(error, 'session.required')) throw error
  }
  ctx.body = {}
}

async function end(services: Services, house: House, token: string): Promise<void> {
  const kind = cloudbaseSessions(services, house)
  if (token.startsWith(kind.tokenPrefix ?? '')) return closeSession(services, kind, { refreshToken: token })
  const { user, session } = await authenticate(services, house, token)
  await closeSessionOf(services, kind, { userId: user.id, sessionId: session.id })
}

/** `GET /token/introspect`: for an application with its secret, or for the person whose token it is. */
export async function introspect(services: Services, ctx: RouterContext, house: House): Promise<void> {
  const { token } = validate(introspectRequest, ctx.query)
  const asking = await whoAsks(services, ctx, house)
  const found = await authenticate(services, house, token).catch((error: unknown) => {
    if (!isRefusal(error)) throw error
    return undefined
  })
  const visible = found !== undefined && (asking === 'application' || asking.user.id === found.user.id)
  ctx.body = visible ? { active: true, token_type: 'Bearer', ...found.claims } : { active: false }
}

async function whoAsks(services: Services, ctx: RouterContext, house: House): Promise<Bearer | 'application'> {
  if (!/^Basic /i.test(ctx.get('authorization'))) return authenticate(services, house, bearerToken(ctx))
  const { application } = await callingApp(services, ctx, house)
  if (!application?.proven) throw new AppError('session.required')
  return 'application'
}
