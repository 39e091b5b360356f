import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import type { Logger } from '../../kit/log.ts'

/** One connection to the database, in a session of its own. */
export interface Connection {
  query<Row extends object>(text: string, params?: readonly unknown[]): Promise<Row[]>
  /** Runs a script of several statements. */
  run(script: string): Promise<void>
}

interface Migration {
  readonly name: string
  readonly script: string
  readonly checksum: string
}

interface Applied {
  readonly name: string
  readonly checksum: string
  readonly finished: boolean
}

interface Run {
  readonly connection: Connection
  readonly log: Logger
  readonly folder?: URL
}

const migrationsFolder = new URL('../../../prisma/migrations/', import.meta.url)

// The table, the checksum and the number of the lock are Prisma's own, so `prisma migrate deploy` and we agree.
const lockNumber = 72_707_369
const bookkeeping = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`
const recorded = `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
  FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`
const record = `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count)
  VALUES (gen_random_uuid()::text, $1, $2, now(), 1)`

/** Applies the migrations that a database lacks, each in one transaction; any number of processes may do so at once. */
export async function migrate({ connection, log, folder = migrationsFolder }: Run): Promise<void> {
  const migrations = await readMigrations(folder)
  const applied = await readApplied(connection)
  const newer = applied.filter(({ name }) => !migrations.some((migration) => migration.name === name))
  // A release back must start: migrations of the next release only add.
  if (newer.length > 0) log.warn({ migrations: newer.map(({ name }) => name) }, 'the database is of a newer release')
  for (const migration of migrations) {
    if (isApplied(migration, applied)) continue
    if (await applyOnce(connection, migration)) log.info({ migration: migration.name }, 'applied a migration')
  }
}

async function readMigrations(folder: URL): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const script = await readFile(new URL(`${name}/migration.sql`, folder), 'utf8')
      return { name, script, checksum: createHash('sha256').update(script).digest('hex') }
    }),
  )
}

async function readApplied(connection: Connection): Promise<Applied[]> {
  const [table] = await connection.query<{ present: boolean }>(
    `SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS present`,
  )
  return table?.present ? connection.query<Applied>(recorded) : []
}

function isApplied({ name, checksum }: Migration, applied: readonly Applied[]): boolean {
  const row = applied.find((candidate) => candidate.name === name)
  if (row === undefined) return false
  if (!row.finished) {
    throw new Error(`Migration ${name} failed half-way when the Prisma CLI applied it: see "prisma migrate resolve".`)
  }
  if (row.checksum !== checksum) {
    throw new Error(`Migration ${name} was edited after it was applied to this database. Restore the released file.`)
  }
  return true
}

// The lock ends with the transaction, so a process that is killed leaves neither a lock nor half a migration.
async function applyOnce(connection: Connection, migration: Migration): Promise<boolean> {
  await connection.run('BEGIN')
  try {
    await connection.query('SELECT pg_advisory_xact_lock($1)', [lockNumber])
    await connection.run(bookkeeping)
    const missing = !isApplied(migration, await readApplied(connection))
    if (missing) await apply(connection, migration)
    await connection.run('COMMIT')
    return missing
  } catch (error) {
    // On a lost connection there is nothing left to roll back, and the first error is the one to tell.
    await connection.run('ROLLBACK').catch(() => {})
    throw error
  }
}

async function apply(connection: Connection, { name, script, checksum }: Migration): Promise<void> {
  // Waiting longer for a table would make every request behind us wait as well.
  await connection.run(`SET LOCAL lock_timeout = '10s'`)
  await connection.run(script)
  await connection.query(record, [checksum, name])
}
