import { setImmediate } from 'node:timers/promises'
import type Koa from 'koa'
import pLimit from 'p-limit'

const forPeople = /^\/(?:oauth\/authorize|interaction|account|admin)(?:\/|$)/

/**
 * Begins one page in a turn of the event loop: of hundreds that are opened at the same moment each takes a millisecond, and
 * between two of them tokens are answered. Nobody waits for somebody else's work to end.
 */
export function oneAtATurn(): Koa.Middleware {
  const turn = pLimit(1)
  return async function oneAtATurn(ctx, next) {
    if (forPeople.test(ctx.path)) await turn(() => setImmediate())
    return next()
  }
}
