import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import Koa from 'koa'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isRefusal } from '../../src/errors.ts'
import { takeTurns } from '../../src/http/take-turns.ts'

let server: Server
let origin: string
let arrived: number
let inside: PromiseWithResolvers<void>
let release: PromiseWithResolvers<void>

beforeEach(async () => {
  arrived = 0
  inside = Promise.withResolvers()
  release = Promise.withResolvers()
  const app = new Koa()
  app.use(async (ctx, next) => {
    arrived += 1
    try {
      await next()
    } catch (error) {
      ctx.status = isRefusal(error, 'server.busy') ? 503 : 500
    }
  })
  app.use(takeTurns({ atOnce: 1, waiting: 30 }))
  app.use(async (ctx) => {
    inside.resolve()
    await release.promise
    ctx.body = 'done'
  })
  server = createServer(app.callback())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  vi.useRealTimers()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

test('whoever has waited too long is told to come back, also when the turn is free at the same moment', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const first = ask()
  await inside.promise
  const waiting = Array.from({ length: 20 }, ask)
  while (arrived < 21) await setImmediate()
  vi.advanceTimersByTime(3000)
  release.resolve()
  expect(await first).toBe(200)
  expect(await Promise.all(waiting)).toEqual(waiting.map(() => 503))
})

async function ask(): Promise<number> {
  return (await fetch(origin, { headers: { connection: 'close' } })).status
}
