import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { systemClock } from '../../src/kit/clock.ts'
import { createEngine } from '../../src/oidc/engine.ts'
import type { Services } from '../../src/services.ts'
import { createServices, prepare } from '../../src/start.ts'
import { openDatabase } from '../../src/store/database.ts'
import type { TestApp } from './app.ts'
import { silentLog } from './log.ts'

/** Another process of the product, as far as one process can be two: its own engine, and on a server its own connections. */
export interface Replica {
  /** Where it listens; behind a proxy, which says what host was asked for. */
  readonly origin: string
  readonly headers: { readonly 'x-forwarded-host': string }
  readonly services: Services
  close(): Promise<void>
}

/**
 * Starts one on the database of an app, with settings of its own; `databaseUrl` is another way to the same server.
 */
export async function startReplica(
  app: TestApp,
  variables: Readonly<Record<string, string>> = {},
  databaseUrl = app.database.url,
): Promise<Replica> {
  const config = loadConfig({
    ISSUER: app.origin,
    MASTER_KEY: app.config.masterKeys.map((key) => key.toString('base64url')).join(','),
    DATA_DIR: '/nonexistent',
    RATE_LIMITS: 'off',
    TRUSTED_PROXIES: '127.0.0.1/32',
    REFRESH_REPLAY_WINDOW: String(app.config.ttl.refreshReplayWindow),
    ...variables,
  })
  // An embedded database belongs to one process and one handle.
  const shared = databaseUrl === undefined
  const database = shared ? app.database : await openDatabase({ url: databaseUrl, dataDir: '', log: silentLog })
  const services = createServices({ config, log: silentLog, clock: systemClock, database })
  const instanceId = await prepare(services)
  const product = createApp(services, {
    engine: await createEngine(services),
    instanceId,
    readiness: { ready: true },
  })
  const server = createServer(product.callback())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    headers: { 'x-forwarded-host': new URL(app.origin).host },
    services,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      if (!shared) await database.close()
    },
  }
}
