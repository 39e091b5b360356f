import type Koa from 'koa'
import { isAllowedOrigin } from '../../core/redirects/find-redirect.ts'
import type { ShownRefreshToken } from '../../core/sessions/refresh-token.ts'
import type { HeldSession } from '../../core/sessions/session-kind.ts'
import { checkProof } from '../../core/tokens/check-proof.ts'
import { AppError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { setCookie } from '../browser-cookie.ts'
import type { House } from '../dialect.ts'

/** The thumbprint of the key whose proof came along, if one did (RFC 9449). */
export async function provenKey(services: Services, ctx: Koa.Context): Promise<string | undefined> {
  const proof = ctx.get('dpop')
  if (proof === '') return undefined
  return checkProof(services, { proof, method: ctx.method, url: `${services.issuer.origin}${ctx.path}` })
}

/** The refresh token of a request, from its header or its cookie, with the key it came with. */
export async function shownToken(services: Services, ctx: Koa.Context, house: House): Promise<ShownRefreshToken> {
  const refreshToken = ctx.get('x-refresh-token') || cookieOf(services, ctx, cookieName(house))
  if (!refreshToken) throw new AppError('session.required')
  return { refreshToken, jkt: await provenKey(services, ctx) }
}

/** A cookie, unless a page of a foreign origin rides on it: such a page must not use up what it cannot read. */
export function cookieOf(services: Services, ctx: Koa.Context, name: string): string | undefined {
  const origin = ctx.get('origin')
  const foreign = origin !== '' && origin !== services.issuer.origin && !isAllowedOrigin(services, origin)
  return foreign ? undefined : ctx.cookies.get(name)
}

/** Keeps the refresh token in the browser too, or takes it away. */
export function setRefreshCookie(services: Services, ctx: Koa.Context, house: House, held?: HeldSession): void {
  const left = held ? held.refreshTokenExpiresAt.getTime() - services.clock.now().getTime() : 0
  const cookie = { value: held?.refreshToken ?? '', maxAge: Math.floor(left / 1000) }
  setCookie(ctx, services, { name: cookieName(house), ...cookie })
}

function cookieName({ instanceId }: House): string {
  return `__refresh_${instanceId}`
}
