import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { openPostgres } from '../../src/store/database/postgres.ts'
import { silentLog } from './log.ts'

/** Makes a migrated database on the server and answers its name. */
export async function preparePostgresTemplate(server: string): Promise<string> {
  const name = await createDatabase(server)
  const database = await openPostgres({ url: databaseUrl(server, name), log: silentLog })
  await database.close()
  return name
}

/** Makes a database on the server, empty or as a copy, and answers its name. */
export async function createDatabase(server: string, template = 'template1'): Promise<string> {
  const name = `latchkey_test_${randomBytes(8).toString('hex')}`
  await onServer(server, `CREATE DATABASE "${name}" TEMPLATE "${template}"`)
  return name
}

export async function dropDatabase(server: string, name: string): Promise<void> {
  await onServer(server, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
}

/** The address of a database on the server. */
export function databaseUrl(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
