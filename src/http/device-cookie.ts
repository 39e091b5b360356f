import type Koa from 'koa'
import { days } from '../kit/clock.ts'
import { newSecret } from '../kit/secrets.ts'
import type { Services } from '../services.ts'

// RFC 6265bis 5.5: no cookie lives longer than 400 days.
const life = days(400)

/** What tells this browser from others when its people sign in again; nothing of it says who they are. */
export function deviceOf(ctx: Koa.Context, { issuer }: Pick<Services, 'issuer'>): string | undefined {
  const device = ctx.cookies.get(nameFor(issuer), { signed: false })
  return device !== undefined && /^[\w-]{43}$/.test(device) ? device : undefined
}

/** The same, marked for the first time if need be; the mark is renewed. */
export function markDevice(ctx: Koa.Context, { issuer }: Pick<Services, 'issuer'>): string {
  const device = deviceOf(ctx, { issuer }) ?? newSecret()
  const secure = issuer.protocol === 'https:'
  const options = { httpOnly: true, sameSite: 'lax', signed: false, path: '/', secure, maxAge: life * 1000 } as const
  ctx.cookies.set(nameFor(issuer), device, options)
  return device
}

function nameFor(issuer: URL): string {
  return issuer.protocol === 'https:' ? '__Host-latchkey_device' : 'latchkey_device'
}
