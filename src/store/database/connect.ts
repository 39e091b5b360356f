import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from '../../kit/log.ts'
import { isOutage } from './outage.ts'

const patience = 20_000

/** One connection for the start of the process; waits a while for a server that is starting at the same time. */
export async function connectPatiently(url: string, log: Logger): Promise<pg.Client> {
  const started = performance.now()
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await connect(url)
    } catch (error) {
      if (!isOutage(error) || performance.now() - started > patience) throw unreachable(url, error)
      if (attempt === 1) log.warn({ reason: String(error) }, 'waiting for the database')
      await pause(500)
    }
  }
}

// The address without the password, which must not get into a log.
function unreachable(url: string, cause: unknown): Error {
  const { host, pathname } = new URL(url)
  const reason = cause instanceof Error ? cause.message || String(Reflect.get(cause, 'code')) : String(cause)
  return new Error(`The database at ${host}${pathname} (DATABASE_URL) cannot be used: ${reason}`, { cause })
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'latchkey migrations',
    connectionTimeoutMillis: 4000,
  })
  // The statement under way reports a lost connection; without a listener Node would end the process as well.
  client.on('error', () => {})
  try {
    await client.connect()
    return client
  } catch (error) {
    void client.end()
    throw error
  }
}
