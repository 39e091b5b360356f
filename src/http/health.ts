import type Koa from 'koa'
import type { Store } from '../store/store.ts'

/** Whether this process takes requests; `main.ts` turns it off before it stops. */
export interface Readiness {
  ready: boolean
}

/** `/health/live` while the process runs, `/health/ready` while it also reaches its database and is not stopping. */
export function health({ store }: { store: Store }, readiness: Readiness): Koa.Middleware {
  return async function health(ctx, next) {
    if (ctx.path === '/health/live' || ctx.path === '/health') {
      answer(ctx, true)
    } else if (ctx.path === '/health/ready') {
      answer(ctx, readiness.ready && (await reachable(store)))
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

async function reachable(store: Store): Promise<boolean> {
  try {
    await store.ping()
    return true
  } catch {
    return false
  }
}
