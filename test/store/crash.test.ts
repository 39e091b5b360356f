import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { registerClient } from '../../src/core/clients/register-client.ts'
import { systemClock } from '../../src/kit/clock.ts'
import { createServices } from '../../src/start.ts'
import { openDatabase } from '../../src/store/database.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'
import { silentLog } from '../support/log.ts'
import { freePort, type ProductProcess, startProcess } from '../support/process.ts'

const rounds = 10
const clients = 8

let database: TestDatabase
let dataDir: string
let variables: Record<string, string>
let credentials: { client_id: string; client_secret: string }

beforeAll(async () => {
  database = await openTestDatabase()
  dataDir = mkdtempSync(join(tmpdir(), 'latchkey-crash-'))
  variables = {
    ISSUER: `http://127.0.0.1:${await freePort()}`,
    DATA_DIR: dataDir,
    ...(database.url === undefined ? {} : { DATABASE_URL: database.url }),
  }
  // The application is there before the first start; from then on the database belongs to the process.
  const config = loadConfig(variables)
  const own = await openDatabase({ url: config.databaseUrl, dataDir, log: silentLog })
  const services = createServices({ config, log: silentLog, clock: systemClock, database: own })
  const { client, secret } = await registerClient(services, { name: 'Machine', grantTypes: ['client_credentials'] })
  credentials = { client_id: client.clientId, client_secret: secret ?? '' }
  await own.close()
})
afterAll(async () => {
  await database.close()
  rmSync(dataDir, { recursive: true, force: true })
})

test('every token a client received is still good after each of ten kills', { timeout: 180_000 }, async () => {
  const received: string[] = []
  for (let round = 0; round < rounds; round += 1) {
    const product = await startProcess(variables)
    const work = Array.from({ length: clients }, () => issueUntilGone(product, received))
    const before = received.length
    while (received.length < before + 20 + round * 7) await new Promise((resolve) => setTimeout(resolve, 5))
    await product.end('SIGKILL')
    await Promise.all(work)
  }
  const product = await startProcess(variables)
  const dead = await findDead(product, received)
  await product.end('SIGTERM')
  expect(received.length).toBeGreaterThan(rounds * 20)
  expect(dead).toEqual([])
})

test('a process that is asked to stop finishes the request in flight and leaves with 0', async () => {
  const product = await startProcess(variables)
  const ask = () =>
    Array.from({ length: 20 }, () => post(product, '/oauth/token', { grant_type: 'client_credentials' }))
  // Over connections that are there already: what the machine has not even accepted is not in flight.
  for (const response of await Promise.all(ask())) await response.arrayBuffer()
  const answers = ask()
  // Only requests that were accepted must be finished: wait until the first one has come back.
  await Promise.race(answers)
  const code = product.end('SIGTERM')
  const statuses = await Promise.all(answers.map((answer) => answer.then(({ status }) => status)))
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(await code).toBe(0)
})

async function issueUntilGone(product: ProductProcess, received: string[]): Promise<void> {
  for (;;) {
    try {
      const response = await post(product, '/oauth/token', { grant_type: 'client_credentials' })
      const { access_token } = (await response.json()) as { access_token: string }
      received.push(access_token)
    } catch {
      // The process is gone; what was not received completely does not count.
      return
    }
  }
}

/** Asks about a few tokens at a time: thousands at once would be turned away, which says nothing about them. */
async function findDead(product: ProductProcess, tokens: readonly string[]): Promise<string[]> {
  const dead: string[] = []
  for (let next = 0; next < tokens.length; next += clients) {
    const some = tokens.slice(next, next + clients)
    const alive = await Promise.all(some.map((token) => isActive(product, token)))
    dead.push(...some.filter((_, index) => !alive[index]))
  }
  return dead
}

async function isActive(product: ProductProcess, token: string): Promise<boolean> {
  const response = await post(product, '/oauth/token_info', { token })
  return ((await response.json()) as { active: boolean }).active
}

function post({ origin }: ProductProcess, path: string, body: Record<string, string>): Promise<Response> {
  return fetch(`${origin}${path}`, { method: 'POST', body: new URLSearchParams({ ...body, ...credentials }) })
}
