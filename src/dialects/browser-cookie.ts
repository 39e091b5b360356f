import type Koa from 'koa'
import type { Seconds } from '../kit/clock.ts'
import type { Services } from '../services.ts'

export interface BrowserCookie {
  readonly name: string
  readonly value: string
  /** Zero takes the cookie away. */
  readonly maxAge: Seconds
}

/**
 * Sets a cookie that no script reads and that also comes along when another site posts to us, as Apple does. Over plain
 * http, towards loopback only, browsers would drop that kind, so it stays an ordinary one there.
 */
export function setCookie(ctx: Koa.Context, { issuer }: Pick<Services, 'issuer'>, cookie: BrowserCookie): void {
  const { name, value, maxAge } = cookie
  const kind = issuer.protocol === 'https:' ? 'Secure; SameSite=None' : 'SameSite=Lax'
  ctx.append('Set-Cookie', `${name}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; ${kind}`)
}

/** The name that binds a cookie to this host and to https (RFC 6265bis section 4.1.3). */
export function hostCookie({ issuer }: Pick<Services, 'issuer'>, name: string): string {
  return issuer.protocol === 'https:' ? `__Host-${name}` : name
}
