import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { findApache } from './support/apache.ts'
import { findChromium } from './support/chromium.ts'

// With an embedded database a worker takes up to a gigabyte, so the number of workers is bounded by more than the cores.
const workers = Math.max(1, Math.min(availableParallelism(), 4))

const onPostgres = Boolean(process.env['TEST_DATABASE_URL'])

/** TEST_DATABASE_URL, a PostgreSQL server on which databases may be created, runs the same suite there. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: [
      // On the embedded database there is no server to stop or share; on PostgreSQL what knows no database is not run twice.
      ...(onPostgres ? ['test/views*', 'test/kit/**'] : ['test/**/*.postgres.test.ts']),
      ...(findApache() ? [] : ['test/**/*.apache.test.ts']),
      ...(findChromium() ? [] : ['test/**/*.browser.test.{ts,tsx}']),
    ],
    globalSetup: 'test/global-setup.ts',
    pool: 'forks',
    // To load the product anew took as long as the tests of most files. Whoever changes something global puts it back.
    isolate: false,
    maxWorkers: workers,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: process.env['CI'] ? ['default'] : ['dot'],
  },
})
