import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { vi } from 'vitest'
import { createApp } from '../../src/app.ts'
import { type Config, loadConfig } from '../../src/config.ts'
import { type NewApplication, registerClient } from '../../src/core/clients/register-client.ts'
import { registerUser } from '../../src/core/users/register-user.ts'
import { systemClock } from '../../src/kit/clock.ts'
import { createEngine, type Engine } from '../../src/oidc/engine.ts'
import type { Services } from '../../src/services.ts'
import { createServices, prepare } from '../../src/start.ts'
import type { User } from '../../src/store/users.ts'
import { Browser } from './browser.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'
import { silentLog } from './log.ts'

export const adminApiKey = 'sk_test_0123456789abcdefghijklmnopqrstuv'
export const password = 'correct horse battery staple'

/** The product on a real port and a real database, with helpers to fill it. */
export interface TestApp {
  readonly origin: string
  readonly config: Config
  readonly services: Services
  readonly engine: Engine
  readonly database: TestDatabase
  /** A second replica on the same database, under the same issuer but on its own port. */
  replica(): Promise<{ readonly url: string; close(): Promise<void> }>
  browser(): Browser
  /** Moves the time of the product and of its protocol engine; it never goes back. */
  advance(seconds: number): void
  /** Empties the database but for what a start makes. */
  reset(): Promise<void>
  /** A person with a verified address and `password`. */
  createUser(email?: string, more?: Partial<Parameters<typeof registerUser>[1]>): Promise<User>
  createClient(application?: Partial<NewApplication>): Promise<TestClient>
  close(): Promise<void>
}

export interface TestClient {
  readonly id: string
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUri: string
}

/** Starts the product; `variables` are environment variables that differ from a loopback default. */
export async function startApp(
  variables: Readonly<Record<string, string>> = {},
  // A browser takes passkeys from `localhost`, but not from a bare address.
  { host = '127.0.0.1' }: { readonly host?: string } = {},
): Promise<TestApp> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  const database = await openTestDatabase()
  const server = await listenAnywhere()
  const origin = `http://${host}:${(server.address() as AddressInfo).port}`
  const config = loadConfig({
    ISSUER: origin,
    MASTER_KEY: Buffer.alloc(32, 7).toString('base64url'),
    ADMIN_API_KEY: adminApiKey,
    DATA_DIR: '/nonexistent',
    RATE_LIMITS: 'off',
    ...variables,
  })
  const services = createServices({ config, log: silentLog, clock: systemClock, database })
  const instanceId = await prepare(services)
  const keys = await services.store.keys.list()
  const engine = await createEngine(services)
  const serve = (target: Server) => {
    const app = createApp(services, { engine, instanceId, readiness: { ready: true } })
    target.on('request', app.callback())
  }
  serve(server)
  return {
    origin,
    config,
    services,
    engine,
    database,
    async replica() {
      const other = await listenAnywhere()
      const app = createApp(services, { engine: await createEngine(services), instanceId, readiness: { ready: true } })
      other.on('request', app.callback())
      return { url: `http://127.0.0.1:${(other.address() as AddressInfo).port}`, close: () => stop(other) }
    },
    browser: () => new Browser(origin),
    advance: (seconds) => vi.setSystemTime(Date.now() + seconds * 1000),
    async reset() {
      await engine.flush()
      await database.truncate()
      for (const key of keys) await services.store.keys.create({ ...key, publicJwk: key.publicJwk as object })
      await services.store.settings.save('instance.id', instanceId, services.clock.now())
      await prepare(services)
      await engine.refresh()
    },
    async createUser(email = 'alice@example.com', more = {}) {
      const passwordHash = await hashOf(services)
      return registerUser(services, { emails: [{ address: email, verified: true }], passwordHash, ...more })
    },
    async createClient(application = {}) {
      const redirectUri = application.redirectUris
        ? String((application.redirectUris as string[])[0])
        : 'https://rp.test/cb'
      const { client, secret } = await registerClient(services, {
        name: 'Test app',
        redirectUris: [redirectUri],
        scopes: 'openid profile email offline_access',
        ...application,
      })
      await engine.refresh()
      return { id: client.id, clientId: client.clientId, clientSecret: secret ?? '', redirectUri }
    },
    async close() {
      await stop(server)
      await database.close()
      vi.useRealTimers()
    },
  }
}

let known: Promise<string> | undefined

function hashOf({ passwords }: Services): Promise<string> {
  known ??= passwords.hash(password)
  return known
}

function listenAnywhere(): Promise<Server> {
  const server = createServer()
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
