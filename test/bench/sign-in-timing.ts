import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '../../src/config.ts'
import { registerClient } from '../../src/core/clients/register-client.ts'
import { type NewPerson, registerUser } from '../../src/core/users/register-user.ts'
import { after, hours } from '../../src/kit/clock.ts'
import { createLog } from '../../src/kit/log.ts'
import type { Services } from '../../src/services.ts'
import { start } from '../../src/start.ts'
import { Browser } from '../support/browser.ts'
import { freePort } from '../support/process.ts'

const rounds = Number(process.argv[2] ?? 200)
const password = 'every quiet harbour'
const wrong = 'another quiet harbour'

/** Prints how long answers take that must not tell whether an account exists: medians and 90th percentiles, interleaved. */
async function main(): Promise<void> {
  const port = await freePort()
  const config = loadConfig({
    ISSUER: `http://127.0.0.1:${port}`,
    DATA_DIR: mkdtempSync(join(tmpdir(), 'latchkey-timing-')),
    DATABASE_URL: process.env['BENCH_DATABASE_URL'],
    RATE_LIMITS: 'off',
  })
  const { services, stop } = await start({ config, log: createLog({ level: 'silent', format: 'json' }) })
  const people = await populate(services)
  const desk = await openDesk(services)
  const forms = {
    'password refused': (identifier: string) => desk('sign-in', { identifier, password: wrong }),
    'code by mail': (identifier: string) => desk('code', { identifier }),
    'sign-up': (email: string) => desk('sign-up', { email, password }),
    recovery: (email: string) => desk('/recover', { email }),
  }
  for (const [name, send] of Object.entries(forms)) print(name, await measure(people, send))
  await stop()
}

async function populate(services: Services): Promise<readonly string[]> {
  const { store, passwords, clock } = services
  const passwordHash = await passwords.hash(password)
  const make = async (name: string, person: Partial<NewPerson>, change: object = {}) => {
    const user = await registerUser(services, {
      emails: [{ address: `${name}@example.com`, verified: true }],
      ...person,
    })
    await store.users.update(user.id, change)
  }
  await make('known', { passwordHash })
  await make('federated-only', {})
  await make('banned', { passwordHash, bannedAt: clock.now() })
  await make('locked', { passwordHash }, { lockedUntil: after(clock.now(), hours(100)) })
  return ['known', 'unknown', 'federated-only', 'banned', 'locked']
}

async function openDesk(services: Services) {
  const redirectUri = 'https://rp.test/cb'
  const { client } = await registerClient(services, { name: 'Timing', redirectUris: [redirectUri], scopes: 'openid' })
  const browser = new Browser(services.issuer.origin)
  const query = {
    client_id: client.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid',
    state: 'long-enough',
  }
  const page = await browser.open(`/oauth/authorize?${new URLSearchParams(query)}`)
  return async (path: string, fields: Record<string, string>): Promise<number> => {
    const body = new URLSearchParams(fields)
    const startedAt = performance.now()
    const address = path.startsWith('/') ? path : `${page.url.pathname}/${path}`
    const answer = await browser.request(address, { method: 'POST', body, headers: { origin: browser.origin } })
    await answer.arrayBuffer()
    if (answer.status >= 500) throw new Error(`${path} answered ${answer.status}`)
    return performance.now() - startedAt
  }
}

async function measure(people: readonly string[], send: (address: string) => Promise<number>) {
  const times = new Map<string, number[]>(people.map((name) => [name, []]))
  for (let round = -10; round < rounds; round += 1) {
    for (const name of people) {
      const took = await send(`${name}@example.com`)
      if (round >= 0) times.get(name)?.push(took)
    }
  }
  return times
}

function print(name: string, times: ReadonlyMap<string, number[]>): void {
  process.stdout.write(`${name}, ${rounds} interleaved tries each\n`)
  for (const [person, taken] of times) {
    const sorted = taken.toSorted((one, other) => one - other)
    const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2).padStart(8)
    process.stdout.write(`  ${person.padEnd(16)} median ${at(0.5)} ms   p90 ${at(0.9)} ms\n`)
  }
}

await main()
