import type { Logger } from '../kit/log.ts'
import { openPostgres } from './database/postgres.ts'
import type { PrismaClient } from './generated/client.ts'

/** Parametrised SQL ($1, $2 …) for the hot path; bytea comes as Uint8Array, timestamptz as Date. */
export interface Sql {
  query<Row extends object>(text: string, params: readonly unknown[]): Promise<Row[]>
}

/** An open, migrated database: the ORM and plain SQL over the same connections. */
export interface Database {
  readonly kind: 'embedded' | 'postgresql'
  readonly prisma: PrismaClient
  readonly sql: Sql
  /** The time by the database's clock, as soon as it answers; throws within five seconds. */
  ping(): Promise<Date>
  close(): Promise<void>
}

export interface DatabaseLocation {
  /** Where PostgreSQL is; without it the database is embedded and lies in `dataDir`. */
  readonly url: string | undefined
  readonly dataDir: string
  readonly log: Logger
}

/** Opens PostgreSQL, or the embedded database of the data directory, and applies the migrations that are missing. */
export async function openDatabase({ url, dataDir, log }: DatabaseLocation): Promise<Database> {
  if (url !== undefined) return openPostgres({ url, log })
  // Whoever has a server does not load another one.
  const { openEmbedded } = await import('./database/embedded.ts')
  return openEmbedded({ dataDir, log })
}
