import { afterAll, beforeAll, expect, test } from 'vitest'
import { sweepExpired } from '../../../src/core/maintenance/sweep-expired.ts'
import { mintTicket } from '../../../src/core/tickets/mint-ticket.ts'
import { redeemTicket } from '../../../src/core/tickets/redeem-ticket.ts'
import { days } from '../../../src/kit/clock.ts'
import { startServices, type TestServices } from '../../support/services.ts'

let running: TestServices

beforeAll(async () => {
  running = await startServices()
})
afterAll(() => running.close())

test('more than fits into one batch goes in one sweep, and what is alive stays', async () => {
  const { services, database } = running
  const token = await mintTicket(services, { kind: 'test', payload: 'alive', ttl: days(1) })
  await database.sql.query(
    `INSERT INTO tickets ("tokenDigest", kind, "payloadSealed", "createdAt", "expiresAt")
     SELECT 'digest ' || i, 'test', '', $1, $1 FROM generate_series(1, 1201) AS i`,
    [services.clock.now()],
  )
  expect(await services.store.tickets.deleteExpired(services.clock.now(), 500)).toBe(500)
  await sweepExpired(services)
  expect(await database.prisma.ticket.count()).toBe(1)
  expect(await redeemTicket(services, { kind: 'test', token })).toBe('alive')
})
