import type Koa from 'koa'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { take } from '../core/limits/spend.ts'
import { minutes } from '../kit/clock.ts'
import type { Services } from '../services.ts'

const failures = { bucket: 'client.failures', limit: 20, window: minutes(1) } as const

/**
 * Counts failed proofs of an application by where they come from, never by the application alone: nobody locks somebody
 * else's application out. What succeeds is not counted; a secret of ours cannot be guessed in any number of tries.
 */
export function limitClientFailures(services: Services): Koa.Middleware {
  return async function limitClientFailures(ctx, next) {
    await next()
    if (ctx.status !== 401 || !isClientFailure(ctx.body)) return
    const { oidc } = ctx as Partial<KoaContextWithOIDC>
    const key = `${oidc?.client?.clientId ?? 'unknown'} ${ctx.state['network']}`
    const { left, retryAfter } = await take(services, { ...failures, key })
    if (left >= 0) return
    ctx.status = 429
    ctx.set('Retry-After', String(retryAfter))
    ctx.body = { error: 'temporarily_unavailable', error_description: 'too many failed attempts' }
  }
}

function isClientFailure(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'error' in body && body.error === 'invalid_client'
}
