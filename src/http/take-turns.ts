import { setImmediate } from 'node:timers/promises'
import type Koa from 'koa'
import pLimit from 'p-limit'
import { AppError } from '../errors.ts'
import { seconds } from '../kit/clock.ts'

export interface Turns {
  /** How many are at work at once. */
  readonly atOnce: number
  /** How many wait for their turn; one more is told `server.busy`, and so is who has waited for three seconds. */
  readonly waiting: number
}

// When the database hangs, those who wait behind the ones who ask it are answered before the five seconds are over.
const patience = seconds(3) * 1000

/** Lets a crowd in a few at a time and in the order it came, so that the process keeps time for everybody else. */
export function takeTurns({ atOnce, waiting }: Turns): Koa.Middleware {
  const turn = pLimit(atOnce)
  const refuse = refusals()
  return async function takeTurns(ctx, next) {
    if (turn.pendingCount >= waiting) return refuse()
    let over = false
    const tooLate = Promise.withResolvers<void>()
    const timer = setTimeout(() => {
      over = true
      tooLate.resolve(refuse())
    }, patience)
    const mine = turn(async () => {
      clearTimeout(timer)
      // The refusal may still wait for its own turn.
      if (over) return tooLate.promise
      // Whoever has hung up meanwhile does not hold up the others.
      if (!ctx.req.socket.destroyed) await next()
    })
    await Promise.race([mine, tooLate.promise])
  }
}

// One in a turn of the event loop, since a hundred pages at once would keep the others waiting as well; and not all of them
// shall come back at the same moment.
function refusals(): () => Promise<never> {
  const turn = pLimit(1)
  let count = 0
  return async () => {
    await turn(() => setImmediate())
    count += 1
    throw new AppError('server.busy', { retryAfter: 3 + (count % 8) })
  }
}
