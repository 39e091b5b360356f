import { mkdirSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { systemClock } from '../../kit/clock.ts'
import type { Logger } from '../../kit/log.ts'
import type { Database } from '../database.ts'
import { PrismaClient } from '../generated/client.ts'
import { prepareCluster } from './cluster.ts'
import { lockDataDir } from './data-dir-lock.ts'
import { migrate } from './migrate.ts'
import { pgliteConnection } from './pglite-connection.ts'

/** Opens the PostgreSQL that runs in this process, over files in the data directory that no other process may share. */
export async function openEmbedded(input: { readonly dataDir: string; readonly log: Logger }): Promise<Database> {
  makeDataDir(input.dataDir)
  // Two processes on one directory would silently destroy each other's rows, so the lock comes first.
  const lock = lockDataDir(input.dataDir)
  try {
    const database = await embeddedDatabase(await PGlite.create(await prepareCluster(input.dataDir)), input.log)
    return { ...database, close: () => database.close().finally(lock.release) }
  } catch (error) {
    lock.release()
    throw error
  }
}

function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw new Error(`DATA_DIR ${dataDir} cannot be made: use a folder this process may write to.`, { cause })
  }
}

/** A database over an open PGlite, migrated; it closes the PGlite with itself. */
export async function embeddedDatabase(pglite: PGlite, log: Logger): Promise<Database> {
  const connection = pgliteConnection(pglite)
  await migrate({ connection, log })
  const prisma = new PrismaClient({ adapter: new PrismaPGlite(pglite), errorFormat: 'minimal' })
  return {
    kind: 'embedded',
    prisma,
    sql: connection,
    // It has no clock but that of this process.
    async ping() {
      await pglite.query('SELECT 1')
      return systemClock.now()
    },
    async close() {
      await prisma.$disconnect()
      if (!pglite.closed) await pglite.close()
    },
  }
}
