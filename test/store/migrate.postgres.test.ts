import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Child, startChild } from '../support/child.ts'
import { type EmptyDatabase, openEmptyDatabase } from '../support/connection.ts'

let folder: string
let database: EmptyDatabase

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-migrations-'))
  database = await openEmptyDatabase()
})
afterEach(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

test('eight processes that start at once apply each migration once', async () => {
  for (const name of ['0001_a', '0002_b', '0003_c', '0004_d']) write(name, `CREATE TABLE "${name}" (id INT);`)
  const starters = Array.from({ length: 8 }, startMigrations)
  expect(await Promise.all(starters.map((starter) => starter.ended()))).toEqual(Array(8).fill(0))
  expect(await applied()).toEqual(['0001_a', '0002_b', '0003_c', '0004_d'])
})

test('a process that is killed in the middle of a migration leaves it to the next', async () => {
  const gate = 4711
  write('0001_slow', `CREATE TABLE slow (id INT); SELECT pg_advisory_xact_lock(${gate});`)
  await database.connection.query('SELECT pg_advisory_lock($1)', [gate])
  const killed = startMigrations()
  await waitUntil(async () => (await waiters(gate)) === 1)
  killed.process.kill('SIGKILL')
  await killed.ended()
  await database.connection.query('SELECT pg_advisory_unlock($1)', [gate])
  expect(await startMigrations().ended()).toBe(0)
  expect(await applied()).toEqual(['0001_slow'])
})

function startMigrations(): Child {
  return startChild('run-migrations', database.url ?? '', folder)
}

function write(name: string, script: string): void {
  mkdirSync(join(folder, name))
  writeFileSync(join(folder, name, 'migration.sql'), script)
}

async function applied(): Promise<string[]> {
  const rows = await database.connection.query<{ name: string }>(
    `SELECT migration_name AS name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL ORDER BY 1`,
  )
  return rows.map(({ name }) => name)
}

async function waiters(gate: number): Promise<number> {
  const rows = await database.connection.query('SELECT 1 FROM pg_locks WHERE objid = $1 AND NOT granted', [gate])
  return rows.length
}

async function waitUntil(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve))
}
