import { createApp } from './app.ts'
import { type Config, ConfigError } from './config.ts'
import { createBranding } from './core/branding/create-branding.ts'
import { tellUnusable } from './core/federation/settings/tell-unusable.ts'
import { ensureKeys } from './core/keys/rotate-keys.ts'
import { createMailer } from './core/mail/create-mailer.ts'
import { isSetUp, makeFirstAdministrator, setupSecret } from './core/setup/first-administrator.ts'
import { instanceId } from './core/setup/instance-id.ts'
import { provisionApiKey } from './core/setup/provision-api-key.ts'
import { type ErrorDetail, isRefusal } from './errors.ts'
import { createMetrics, serveMetrics } from './http/metrics.ts'
import { jobs, startJobs } from './jobs.ts'
import { type Clock, systemClock } from './kit/clock.ts'
import type { Logger } from './kit/log.ts'
import { createOutbound } from './kit/outbound.ts'
import { createPasswords } from './kit/passwords.ts'
import { createVault } from './kit/secrets.ts'
import { listen } from './listen.ts'
import { createEngine } from './oidc/engine.ts'
import type { Services } from './services.ts'
import { type Database, openDatabase } from './store/database.ts'
import { createStore } from './store/store.ts'
import { welcome } from './welcome.ts'

export interface StartInput {
  readonly config: Config
  readonly log: Logger
  readonly clock?: Clock
}

/** A running product. */
export interface Running {
  readonly services: Services
  /** What to tell the operator, a few lines. */
  readonly welcome: string
  /** Lets requests in flight finish, then closes everything; resolves within ten seconds. */
  stop(): Promise<void>
}

/** Opens the database, makes what a first start needs, and listens. */
export async function start({ config, log, clock = systemClock }: StartInput): Promise<Running> {
  const database = await openDatabase({ url: config.databaseUrl, dataDir: config.dataDir, log })
  try {
    return await serve(createServices({ config, log, clock, database }), database)
  } catch (error) {
    await database.close()
    throw error
  }
}

/** The services over an open database. */
export function createServices({
  config,
  log,
  clock,
  database,
}: Required<StartInput> & { database: Database }): Services {
  const store = createStore(database)
  const vault = createVault(config.masterKeys)
  return {
    issuer: config.issuer,
    config,
    store,
    clock,
    log,
    vault,
    passwords: createPasswords(config.hashing),
    fetch: createOutbound({ allowLoopback: config.loopback, clock, log }),
    mail: createMailer({ store, vault, clock }),
    branding: createBranding({ store }),
  }
}

async function serve(services: Services, database: Database): Promise<Running> {
  const { config } = services
  const readiness = { ready: false }
  const id = await prepare(services)
  const engine = await createEngine(services)
  const metrics = config.metricsPort === undefined ? undefined : createMetrics()
  const app = createApp(services, { engine, instanceId: id, readiness, metrics })
  const listening = await listen(app.callback(), config)
  const metricsServer =
    metrics && (await serveMetrics(metrics, { port: config.metricsPort ?? 0, host: config.hosts[0] ?? '127.0.0.1' }))
  const stopJobs = startJobs(services, jobs(services, engine))
  readiness.ready = true
  const setupUrl = (await isSetUp(services))
    ? undefined
    : `${config.issuer.origin}/setup?secret=${setupSecret(services, id)}`
  return {
    services,
    welcome: welcome({ config, database: database.kind, setupUrl }),
    async stop() {
      readiness.ready = false
      await listening.close()
      metricsServer?.close()
      await stopJobs()
      await engine.flush()
      await database.close()
    },
  }
}

/** Makes what every start needs and only the first one finds missing; answers the instance's id. */
export async function prepare(services: Services): Promise<string> {
  const { config } = services
  await ensureKeys(services)
  await provisionApiKey(services)
  await services.branding.refresh()
  tellUnusable(services)
  if (config.bootstrapAdmin && !(await isSetUp(services))) {
    try {
      await makeFirstAdministrator(services, config.bootstrapAdmin)
    } catch (error) {
      if (isRefusal(error, 'password.weak')) throw weakBootstrap(error.detail)
      // Another replica was first.
      if (!isRefusal(error, 'setup.done')) throw error
    }
  }
  return instanceId(services)
}

function weakBootstrap({ reason, count }: ErrorDetail): ConfigError {
  const why =
    reason === 'short' ? `use at least ${count} characters` : `choose another, this one is easy to guess (${reason})`
  return new ConfigError([`BOOTSTRAP_ADMIN_PASSWORD: ${why}`])
}
