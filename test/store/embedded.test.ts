import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { silentLog } from '../support/log.ts'

let dataDir: string
let database: Database | undefined

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'latchkey-embedded-'))
})
afterEach(async () => {
  await database?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

test('a first start that was killed half-way is begun anew', async () => {
  mkdirSync(join(dataDir, 'db.unfinished', 'base'), { recursive: true })
  writeFileSync(join(dataDir, 'db.unfinished', 'PG_VERSION'), '')
  database = await open()
  expect(await database.prisma.user.count()).toBe(0)
})

test('what was written is there after the next start, and nobody else on the machine can read it', async () => {
  const first = await open()
  await first.prisma.setting.create({ data: { key: 'kept', value: 1, updatedAt: new Date() } })
  await first.close()
  database = await open()
  expect(await database.prisma.setting.count()).toBe(1)
  expect(statSync(join(dataDir, 'db')).mode & 0o077).toBe(0)
})

test('a directory that cannot be made is named', async () => {
  const file = join(dataDir, 'file')
  writeFileSync(file, '')
  const started = openDatabase({ url: undefined, dataDir: join(file, 'data'), log: silentLog })
  await expect(started).rejects.toThrow(`DATA_DIR ${join(file, 'data')} cannot be made`)
})

test('a directory is free again when its database could not be opened', async () => {
  writeFileSync(join(dataDir, 'db'), 'not a directory')
  await expect(open()).rejects.toThrow()
  rmSync(join(dataDir, 'db'))
  database = await open()
  await database.ping()
})

function open(): Promise<Database> {
  return openDatabase({ url: undefined, dataDir, log: silentLog })
}
