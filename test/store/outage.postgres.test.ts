import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { isOutage } from '../../src/store/database/outage.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'
import { type Forwarder, startForwarder } from '../support/forwarder.ts'
import { silentLog } from '../support/log.ts'

const patience = 5000
const queryCanceled = '57014'

let direct: TestDatabase
let network: Forwarder
let database: Database

beforeAll(async () => {
  direct = await openTestDatabase()
  const url = new URL(direct.url ?? '')
  network = await startForwarder({ host: url.hostname, port: Number(url.port || 5432) })
  url.host = `127.0.0.1:${network.port}`
  database = await openDatabase({ url: url.href, dataDir: '', log: silentLog })
})
afterEach(() => network.restore())
afterAll(async () => {
  await database.close()
  await network.close()
  await direct.close()
})

const work: Record<string, () => Promise<unknown>> = {
  'plain SQL': () => database.sql.query('SELECT 1', []),
  'a query of the ORM': () => database.prisma.setting.count(),
  'a transaction': () => database.prisma.$transaction((tx) => tx.setting.count()),
}

for (const [name, query] of Object.entries(work)) {
  test(`while the server does not answer, ${name} is given up within five seconds, and works again afterwards`, async () => {
    await soon(() => Promise.all(Array.from({ length: 10 }, query)))
    network.block()
    const started = performance.now()
    const outcomes = await Promise.allSettled(Array.from({ length: 30 }, query))
    expect(performance.now() - started).toBeLessThan(patience)
    expect(outcomes.every((outcome) => outcome.status === 'rejected' && isOutage(outcome.reason))).toBe(true)
    await network.restore()
    await soon(query)
  })

  test(`while the server is gone, ${name} is refused at once, and works again afterwards`, async () => {
    await network.cut()
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, query))
    expect(outcomes.every((outcome) => outcome.status === 'rejected' && isOutage(outcome.reason))).toBe(true)
    await network.restore()
    await soon(query)
  })
}

test('a transaction that is under way when the server falls silent is given up within five seconds', async () => {
  const half = database.prisma.$transaction(
    async (tx) => {
      await tx.setting.count()
      network.block()
      await tx.setting.count()
    },
    { timeout: 15_000 },
  )
  const started = performance.now()
  await expect(half).rejects.toSatisfy(isOutage)
  expect(performance.now() - started).toBeLessThan(patience)
})

test.each<[string, () => Promise<unknown>]>([
  ['plain SQL', () => database.sql.query('SELECT * FROM settings', [])],
  ['queries of the ORM', () => database.prisma.setting.findMany()],
  ['SQL by way of the ORM', () => database.prisma.$queryRawUnsafe('SELECT * FROM settings')],
  ['transactions', () => database.prisma.$transaction((tx) => tx.setting.findMany())],
])('a server that ends every connection costs %s under way and nothing later', async (_what, query) => {
  await soon(() => Promise.all(Array.from({ length: 10 }, () => database.sql.query('SELECT 1', []))))
  await direct.prisma.$transaction(async (tx) => {
    await tx.$executeRawUnsafe('LOCK TABLE settings')
    const busy = Promise.allSettled(Array.from({ length: 10 }, query))
    const waiting = `FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
    await until(async () => (await tx.$queryRawUnsafe<unknown[]>(`SELECT pid ${waiting}`)).length === 10)
    await tx.$queryRawUnsafe(`SELECT pg_terminate_backend(pid) ${waiting}`)
    const outcomes = await busy
    expect(outcomes.every((outcome) => outcome.status === 'rejected' && isOutage(outcome.reason))).toBe(true)
  })
  await soon(query)
})

test('of two transactions that wait for each other, one is told to come again', async () => {
  const { prisma } = database
  for (const key of ['one', 'other']) await prisma.setting.create({ data: { key, value: 0, updatedAt: new Date() } })
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const both = (keys: readonly [string, string], mine: () => void, theirs: Promise<void>) =>
    prisma.$transaction(async (tx) => {
      await tx.setting.update({ where: { key: keys[0] }, data: { value: 1 } })
      mine()
      await theirs
      await tx.setting.update({ where: { key: keys[1] }, data: { value: 1 } })
    })
  const outcomes = await Promise.allSettled([
    both(['one', 'other'], first.resolve, second.promise),
    both(['other', 'one'], second.resolve, first.promise),
  ])
  const failed = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(failed.map(({ reason }) => isOutage(reason))).toEqual([true])
  await prisma.setting.deleteMany()
})

test('a statement that is too slow is ended by the server and its connection serves on', async () => {
  const slow = database.sql.query('SELECT pg_sleep(60)', [])
  await expect(slow).rejects.toMatchObject({ code: 'server.unavailable', cause: { code: queryCanceled } })
  expect(await database.sql.query('SELECT 1 AS one', [])).toEqual([{ one: 1 }])
})

test('a transaction whose statement timed out leaves nothing behind on its connection', async () => {
  const slow = database.prisma.$transaction(async (tx) => {
    await tx.setting.create({ data: { key: 'half', value: 1, updatedAt: new Date() } })
    await tx.$queryRawUnsafe('SELECT pg_sleep(60)')
  })
  await expect(slow).rejects.toThrow('canceling statement due to statement timeout')
  expect(await database.prisma.setting.count()).toBe(0)
  const [open] = await direct.sql.query<{ count: number }>(
    `SELECT count(*) AS count FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' AND datname = current_database()`,
    [],
  )
  expect(open?.count).toBe(0)
})

/** The pool may hand out a connection of the outage once more; each of them fails once. */
async function soon(query: () => Promise<unknown>): Promise<void> {
  await until(() =>
    query().then(
      () => true,
      () => false,
    ),
  )
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve))
}
