import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from '../../kit/log.ts'
import { isOutage } from './outage.ts'

const attempts = 30

/** One connection for the start of the process; waits half a minute for a server that is starting at the same time. */
export async function connectPatiently(url: string, log: Logger): Promise<pg.Client> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await connect(url)
    } catch (error) {
      if (attempt === attempts || !isOutage(error)) throw error
      if (attempt === 1) log.warn({ reason: String(error) }, 'waiting for the database')
      await pause(1000)
    }
  }
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
