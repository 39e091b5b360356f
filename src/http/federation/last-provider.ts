import type Koa from 'koa'
import { days } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'

// RFC 6265bis 5.5: no cookie lives longer than 400 days.
const life = days(400)

/** The provider that opened an account in this browser last, for a mark on its button. */
export function lastProvider(ctx: Koa.Context, services: Pick<Services, 'issuer'>): string | undefined {
  return ctx.cookies.get(nameFor(services)) || undefined
}

/** Remembers it; it says nothing about the person. */
export function keepLastProvider(ctx: Koa.Context, services: Pick<Services, 'issuer'>, provider: string): void {
  const secure = services.issuer.protocol === 'https:'
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: life * 1000 } as const
  ctx.cookies.set(nameFor(services), provider, options)
}

function nameFor({ issuer }: Pick<Services, 'issuer'>): string {
  return issuer.protocol === 'https:' ? '__Host-latchkey_provider' : 'latchkey_provider'
}
