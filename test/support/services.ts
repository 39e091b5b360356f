import { vi } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { createBranding } from '../../src/core/branding/create-branding.ts'
import { createMailer } from '../../src/core/mail/create-mailer.ts'
import { registerUser } from '../../src/core/users/register-user.ts'
import { systemClock } from '../../src/kit/clock.ts'
import type { Logger } from '../../src/kit/log.ts'
import { createOutbound } from '../../src/kit/outbound.ts'
import { createPasswords } from '../../src/kit/passwords.ts'
import { createVault } from '../../src/kit/secrets.ts'
import type { Services } from '../../src/services.ts'
import { createStore } from '../../src/store/store.ts'
import type { User } from '../../src/store/users.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'
import { silentLog } from './log.ts'

/** What core needs, on a real database, without any door. */
export interface TestServices {
  readonly services: Services
  readonly database: TestDatabase
  /** A person with these addresses; `proven` says whether they are verified. */
  createUser(address?: string, more?: { proven?: boolean; passwordHash?: string }): Promise<User>
  /** Moves the time; it never goes back. */
  advance(seconds: number): void
  reset(): Promise<void>
  close(): Promise<void>
}

/** Makes the services for a loopback issuer; `variables` are environment variables. */
export async function startServices(
  variables: Readonly<Record<string, string>> = {},
  log: Logger = silentLog,
): Promise<TestServices> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  const database = await openTestDatabase()
  const config = loadConfig({
    ISSUER: 'http://127.0.0.1:3999',
    MASTER_KEY: Buffer.alloc(32, 7).toString('base64url'),
    DATA_DIR: '/nonexistent',
    ...variables,
  })
  const clock = systemClock
  const store = createStore(database)
  const vault = createVault(config.masterKeys)
  // Put together here and not by start.ts: core is tested without its doors.
  const services: Services = {
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
  return {
    services,
    database,
    createUser: (address = 'alice@example.com', { proven = true, passwordHash } = {}) =>
      registerUser(services, { emails: [{ address, verified: proven }], passwordHash }),
    advance: (seconds) => vi.setSystemTime(Date.now() + seconds * 1000),
    reset: () => database.truncate(),
    async close() {
      await database.close()
      vi.useRealTimers()
    },
  }
}
