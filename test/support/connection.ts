import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { inject } from 'vitest'
import type { Connection } from '../../src/store/database/migrate.ts'
import { pgliteConnection } from '../../src/store/database/pglite-connection.ts'
import { copyEmbeddedTemplate } from './embedded-template.ts'
import { createDatabase, databaseUrl, dropDatabase } from './postgres-template.ts'

/** A database without a single table, for tests of what makes the tables. */
export interface EmptyDatabase {
  readonly connection: Connection
  /** The address of a PostgreSQL database; undefined for the embedded one. */
  readonly url: string | undefined
  close(): Promise<void>
}

/** Makes an empty database of the kind that the run is about. */
export async function openEmptyDatabase(): Promise<EmptyDatabase> {
  const template = inject('databaseTemplate')
  return template.kind === 'embedded' ? emptyEmbedded(template.directory) : emptyPostgres(template.server)
}

async function emptyEmbedded(template: string): Promise<EmptyDatabase> {
  const directory = copyEmbeddedTemplate(template)
  const pglite = await PGlite.create(join(directory, 'db'))
  await pglite.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  return {
    connection: pgliteConnection(pglite),
    url: undefined,
    async close() {
      await pglite.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

async function emptyPostgres(server: string): Promise<EmptyDatabase> {
  const name = await createDatabase(server)
  const url = databaseUrl(server, name)
  const { connection, close } = await connectTo(url)
  return {
    connection,
    url,
    async close() {
      await close()
      await dropDatabase(server, name)
    },
  }
}

/** One session on a PostgreSQL database. */
export async function connectTo(url: string): Promise<Pick<EmptyDatabase, 'connection' | 'close'>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const query = async <Row extends object>(text: string, params: readonly unknown[] = []) =>
    (await client.query<Row & pg.QueryResultRow>(text, [...params])).rows
  return {
    connection: { query, run: async (script) => void (await client.query(script)) },
    close: () => client.end(),
  }
}
