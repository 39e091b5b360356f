import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

test('plain SQL reads back bytes, times, lists, JSON and large numbers as they were written', async () => {
  const at = new Date('2026-01-02T03:04:05.678Z')
  const [row] = await database.sql.query<Record<string, unknown>>(
    `SELECT $1::bytea AS bytes, $2::timestamptz AS at, $3::text[] AS names, $4::jsonb AS json, $5::bigint AS large`,
    [new Uint8Array([0, 92, 255]), at, ['a"b', 'c,d'], '{"a":[1]}', 2 ** 40],
  )
  expect(Buffer.from(row?.['bytes'] as Uint8Array)).toEqual(Buffer.from([0, 92, 255]))
  expect(row).toMatchObject({ at, names: ['a"b', 'c,d'], json: { a: [1] }, large: 2 ** 40 })
})

test('the ORM and plain SQL see the same rows', async () => {
  await database.prisma.setting.create({ data: { key: 'shared', value: { on: true }, updatedAt: new Date() } })
  expect(await database.sql.query('SELECT value FROM settings WHERE key = $1', ['shared'])).toEqual([
    { value: { on: true } },
  ])
  await database.truncate()
  expect(await database.prisma.setting.count()).toBe(0)
})
