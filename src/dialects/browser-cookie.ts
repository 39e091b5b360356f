import type Koa from 'koa'
import type { Seconds } from '../kit/clock.ts'
import type { Services } from '../services.ts'

export interface BrowserCookie {
  readonly name: string
  readonly value: string
  readonly maxAge: Seconds
}

/**
 * Sets a cookie that no script reads and that also comes along when another site posts to us, as Apple does. Over plain
 * http, towards loopback only, browsers would drop that kind, so it stays an ordinary one there.
 */
export function setCookie(ctx: Koa.Context, { issuer }: Pick<Services, 'issuer'>, cookie: BrowserCookie): void {
  const { name, value, maxAge } = cookie
  const kind = issuer.protocol === 'https:' ? 'Secure; SameSite=None' : 'SameSite=Lax'
  ctx.append('Set-Cookie', `${cookieName(issuer, name)}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; ${kind}`)
}

/** The value of a cookie that `setCookie` set. */
export function getCookie(ctx: Koa.Context, { issuer }: Pick<Services, 'issuer'>, name: string): string | undefined {
  return ctx.cookies.get(cookieName(issuer, name)) || undefined
}

// The prefix binds a cookie to this host and to https (RFC 6265bis section 4.1.3).
function cookieName(issuer: URL, name: string): string {
  return issuer.protocol === 'https:' ? `__Host-${name}` : name
}
