import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { mintTicket } from '../../../src/core/tickets/mint-ticket.ts'
import { readTicket } from '../../../src/core/tickets/read-ticket.ts'
import { redeemTicket } from '../../../src/core/tickets/redeem-ticket.ts'
import { minutes } from '../../../src/kit/clock.ts'
import type { Services } from '../../../src/services.ts'
import { startServices, type TestServices } from '../../support/services.ts'

let app: TestServices
let services: Services

beforeAll(async () => {
  app = await startServices()
  services = app.services
})
beforeEach(() => app.reset())
afterAll(() => app.close())

const verifier = 'v'.repeat(43)
const challenge = createHash('sha256').update(verifier).digest('base64url')
const mint = (more = {}) => mintTicket(services, { kind: 'test', payload: { secret: 'Ada' }, ttl: minutes(5), ...more })
const redeem = (token: string, more = {}) => redeemTicket(services, { kind: 'test', token, ...more })

test('a ticket brings its payload once', async () => {
  const token = await mint()
  expect(await readTicket(services, { kind: 'test', token })).toEqual({ secret: 'Ada' })
  expect(await redeem(token)).toEqual({ secret: 'Ada' })
  await expect(redeem(token)).rejects.toThrow('ticket.used')
  await expect(readTicket(services, { kind: 'test', token })).rejects.toThrow('ticket.used')
})

test('of fifty at once one redeems it', async () => {
  const token = await mint()
  const results = await Promise.allSettled(Array.from({ length: 50 }, () => redeem(token)))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('a ticket is not stored in clear', async () => {
  const token = await mint()
  const rows = await services.store.tickets.find(createHash('sha256').update(token).digest('base64url'))
  expect(rows).toBeDefined()
  expect(JSON.stringify(rows)).not.toMatch(new RegExp(`Ada|${token}`))
})

test('a ticket ends', async () => {
  const token = await mint()
  app.advance(minutes(5))
  await expect(readTicket(services, { kind: 'test', token })).rejects.toThrow('ticket.expired')
  await expect(redeem(token)).rejects.toThrow('ticket.expired')
})

test('a ticket of another kind is unknown, and stays good for its own', async () => {
  const token = await mint()
  await expect(redeem(token, { kind: 'other' })).rejects.toThrow('ticket.invalid')
  expect(await redeem(token)).toEqual({ secret: 'Ada' })
})

test('an invented ticket is unknown', async () => {
  await expect(redeem('invented')).rejects.toThrow('ticket.invalid')
  await expect(redeem('')).rejects.toThrow('ticket.invalid')
})

test('the verifier redeems a ticket that is tied to it', async () => {
  expect(await redeem(await mint({ challenge }), { verifier })).toEqual({ secret: 'Ada' })
})

test.each([undefined, 'w'.repeat(43), 'short', `${verifier}\n`, challenge])(
  'the verifier %j burns it',
  async (wrong) => {
    const token = await mint({ challenge })
    await expect(redeem(token, { verifier: wrong })).rejects.toThrow('ticket.pkce-mismatch')
    await expect(redeem(token, { verifier })).rejects.toThrow('ticket.used')
  },
)

test('a verifier for a ticket without a challenge is a mistake too', async () => {
  await expect(redeem(await mint(), { verifier })).rejects.toThrow('ticket.pkce-mismatch')
})
