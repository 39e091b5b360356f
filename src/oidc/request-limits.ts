import type Koa from 'koa'
import { spend } from '../core/limits/spend.ts'
import { minutes } from '../kit/clock.ts'
import type { Services } from '../services.ts'
import { routes } from './routes.ts'

/** How often a network may make us remember something that nobody has signed in for, in a minute. */
const limits: Readonly<Record<string, number>> = {
  [routes.device_authorization]: 60,
  [routes.pushed_authorization_request]: 600,
}

/** Limits requests that leave a row behind whoever sends them: public applications prove nothing. */
export function limitRequests(services: Services): Koa.Middleware {
  return async function limitRequests(ctx, next) {
    const limit = ctx.method === 'POST' ? limits[ctx.path] : undefined
    if (limit !== undefined) {
      const key = `${ctx.path} ${ctx.state['network']}`
      await spend(services, { bucket: 'protocol.request', key, limit, window: minutes(1) })
    }
    await next()
  }
}
