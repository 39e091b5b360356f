import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrate } from '../../src/store/database/migrate.ts'
import { type EmptyDatabase, openEmptyDatabase } from '../support/connection.ts'
import { silentLog } from '../support/log.ts'

const first = 'CREATE TABLE one (id INT); INSERT INTO one VALUES (1);'
const second = 'CREATE TABLE two (id INT); INSERT INTO one VALUES (2);'

let folder: string
let database: EmptyDatabase

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-migrations-'))
  database = await openEmptyDatabase()
  write('0001_first', first)
})
afterEach(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

test('migrations are applied in order and kept in the books as Prisma keeps them', async () => {
  write('0002_second', second)
  await run()
  const books = await database.connection.query(
    `SELECT migration_name, checksum, applied_steps_count, finished_at >= started_at AS finished, rolled_back_at, logs
       FROM "_prisma_migrations" ORDER BY migration_name`,
  )
  const row = { applied_steps_count: 1, finished: true, rolled_back_at: null, logs: null }
  expect(books).toEqual([
    { ...row, migration_name: '0001_first', checksum: createHash('sha256').update(first).digest('hex') },
    { ...row, migration_name: '0002_second', checksum: createHash('sha256').update(second).digest('hex') },
  ])
  expect(await rows('one')).toBe(2)
})

test('a later start applies only what is new', async () => {
  await run()
  await run()
  write('0002_second', second)
  await run()
  expect(await rows('one')).toBe(2)
})

test('a migration that fails leaves nothing behind and is applied once its fault is gone', async () => {
  write('0002_second', `${second} SELECT 1 / (SELECT count(*) FROM one WHERE id = 3);`)
  await expect(run()).rejects.toThrow('division by zero')
  expect(await rows('one')).toBe(1)
  await database.connection.run('INSERT INTO one VALUES (3)')
  await run()
  expect(await rows('two')).toBe(0)
})

test('a migration that was edited after it was applied is refused by name', async () => {
  await run()
  write('0001_first', `${first} -- better`)
  await expect(run()).rejects.toThrow('Migration 0001_first was edited after it was applied')
})

test('a database of the next release still starts', async () => {
  write('0002_second', second)
  await run()
  rmSync(join(folder, '0002_second'), { recursive: true })
  await run()
  expect(await rows('one')).toBe(2)
})

test('a migration that the Prisma CLI left half-applied is refused with the way out', async () => {
  await run()
  await database.connection.run(`UPDATE "_prisma_migrations" SET finished_at = NULL`)
  await expect(run()).rejects.toThrow('prisma migrate resolve')
})

function write(name: string, script: string): void {
  mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, name, 'migration.sql'), script)
}

function run(): Promise<void> {
  return migrate({ connection: database.connection, log: silentLog, folder: pathToFileURL(`${folder}/`) })
}

async function rows(table: string): Promise<number> {
  const [row] = await database.connection.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`)
  return row?.count ?? 0
}
