import type Koa from 'koa'
import { seconds } from '../kit/clock.ts'
import type { Services } from '../services.ts'

/** Whether this process takes requests; `main.ts` turns it off before it stops. */
export interface Readiness {
  ready: boolean
}

// Tokens of a replica whose clock is further off would be too young or too old for everybody else; those who check them
// forgive some seconds, and a code lives a minute.
const mostSkew = seconds(60)

/**
 * `/health/live` while the process runs, `/health/ready` while it also reaches its database, agrees with it about the time
 * and is not stopping.
 */
export function health(services: Pick<Services, 'store' | 'clock' | 'log'>, readiness: Readiness): Koa.Middleware {
  return async function health(ctx, next) {
    if (ctx.path === '/health/live' || ctx.path === '/health') {
      answer(ctx, true)
    } else if (ctx.path === '/health/ready') {
      answer(ctx, readiness.ready && (await isFit(services)))
    } else {
      await next()
    }
  }
}

function answer(ctx: Koa.Context, good: boolean): void {
  ctx.set('Cache-Control', 'no-store')
  ctx.status = good ? 200 : 503
  ctx.body = { status: good ? 'ok' : 'unavailable' }
}

async function isFit({ store, clock, log }: Pick<Services, 'store' | 'clock' | 'log'>): Promise<boolean> {
  try {
    const theirs = await store.ping()
    const skew = Math.round((clock.now().getTime() - theirs.getTime()) / 1000)
    if (Math.abs(skew) <= mostSkew) return true
    log.error({ seconds: skew }, 'not ready: the clock of this machine is not that of the database; set it right')
  } catch {
    // Whoever met the outage with a request has logged it.
  }
  return false
}
