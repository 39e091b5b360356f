import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { AppError } from '../../errors.ts'
import type { Logger } from '../../kit/log.ts'
import type { Database, Sql } from '../database.ts'
import { PrismaClient } from '../generated/client.ts'
import { connectPatiently } from './connect.ts'
import { migrate } from './migrate.ts'
import { isOutage } from './outage.ts'

// A query waits for a connection, then for its answer, and a failed transaction for its ROLLBACK as well: together below
// the five seconds after which we owe a 503. The server gives up first, so that a slow statement keeps its connection.
const limits = {
  max: 10,
  connectionTimeoutMillis: 1500,
  statement_timeout: 1800,
  query_timeout: 2000,
  lock_timeout: 1500,
  idle_in_transaction_session_timeout: 20_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
} as const

const maxNamedStatements = 200

/** Opens a PostgreSQL server: one bounded pool for the ORM and for plain SQL, which heals itself after an outage. */
export async function openPostgres({ url, log }: { readonly url: string; readonly log: Logger }): Promise<Database> {
  await migrateFirst(url, log)
  const pool = createPool(url, log)
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: 'minimal' })
  const sql = pooledSql(pool)
  return {
    kind: 'postgresql',
    prisma,
    sql,
    async ping() {
      const [row] = await sql.query<{ now: Date }>('SELECT clock_timestamp() AS now', [])
      if (!row) throw new AppError('server.unavailable')
      return row.now
    },
    async close() {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}

// On a connection of its own, which may wait longer than a request may.
async function migrateFirst(url: string, log: Logger): Promise<void> {
  const client = await connectPatiently(url, log)
  const query = async <Row extends object>(text: string, params: readonly unknown[] = []) =>
    (await client.query<Row & pg.QueryResultRow>(text, [...params])).rows
  try {
    await migrate({ connection: { query, run: async (script) => void (await client.query(script)) }, log })
  } finally {
    await client.end()
  }
}

function createPool(url: string, log: Logger): pg.Pool {
  const pool = new pg.Pool({
    ...limits,
    connectionString: url,
    application_name: 'latchkey',
    // The hot statements are prepared and always take the same index; planning them anew cost a third of their CPU.
    options: '-c plan_cache_mode=force_generic_plan',
    types: { getTypeParser },
  })
  pool.on('error', (error) => log.warn({ error: error.message }, 'lost an idle database connection'))
  // A statement that timed out may leave its transaction open: such a connection must not serve the next request.
  pool.on('release', (_error, client) => {
    if (client.getTransactionStatus() !== 'I') void client.end()
  })
  return pool
}

// bigint as number, as PGlite has it: counts and sequence numbers, never beyond 2^53 here.
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: unknown) =>
  oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text')

function pooledSql(pool: pg.Pool): Sql {
  const names = new Map<string, string>()
  return {
    async query<Row extends object>(text: string, params: readonly unknown[]) {
      const name = statementName(names, text)
      try {
        const result = await pool.query<Row & pg.QueryResultRow>({ ...(name && { name }), text, values: [...params] })
        return result.rows
      } catch (cause) {
        throw isOutage(cause) ? new AppError('server.unavailable', { retryAfter: 5 }, { cause }) : cause
      }
    },
  }
}

// A statement that has a name is parsed and planned once a connection.
function statementName(names: Map<string, string>, text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= maxNamedStatements) return known
  const name = `latchkey_${names.size}`
  names.set(text, name)
  return name
}
