import { rmSync } from 'node:fs'
import { inject } from 'vitest'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { copyEmbeddedTemplate } from './embedded-template.ts'
import { silentLog } from './log.ts'
import { createDatabase, databaseUrl, dropDatabase } from './postgres-template.ts'

/** A migrated database of the test file's own; where it lies is told for tests that start processes on it. */
export interface TestDatabase extends Database {
  readonly url: string | undefined
  readonly dataDir: string
  /** Empties every table. */
  truncate(): Promise<void>
}

/** Opens a database that belongs to the calling test file; closing it removes it. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const template = inject('databaseTemplate')
  if (template.kind === 'embedded') {
    const dataDir = copyEmbeddedTemplate(template.directory)
    return open({ url: undefined, dataDir, remove: async () => rmSync(dataDir, { recursive: true, force: true }) })
  }
  const name = await createDatabase(template.server, template.name)
  const url = databaseUrl(template.server, name)
  return open({ url, dataDir: '', remove: () => dropDatabase(template.server, name) })
}

interface Place {
  readonly url: string | undefined
  readonly dataDir: string
  remove(): Promise<void>
}

async function open({ url, dataDir, remove }: Place): Promise<TestDatabase> {
  const database = await openDatabase({ url, dataDir, log: silentLog })
  const tables = await database.sql.query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
    [],
  )
  // A test leaves few rows: deleting them takes a hundredth of what truncating so many tables takes.
  const emptied = `DO $$ BEGIN ${tables.map(({ name }) => `DELETE FROM ${name};`).join(' ')} END $$`
  return {
    ...database,
    url,
    dataDir,
    truncate: async () => void (await database.sql.query(emptied, [])),
    async close() {
      await database.close()
      await remove()
    },
  }
}
