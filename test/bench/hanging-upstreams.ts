import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '../../src/config.ts'
import { registerClient } from '../../src/core/clients/register-client.ts'
import { registerUser } from '../../src/core/users/register-user.ts'
import { createLog } from '../../src/kit/log.ts'
import { start } from '../../src/start.ts'
import { Browser, type Page } from '../support/browser.ts'
import { choose } from '../support/federated.ts'
import { freePort } from '../support/process.ts'
import { startUpstream } from '../support/upstream.ts'

const hanging = Number(process.argv[2] ?? 200)
const loops = 4
const goal = 2
const redirectUri = 'https://rp.test/cb'
const person = { identifier: 'ada@example.com', password: 'every quiet harbour' }

/** Prints how long password sign-ins take while hundreds of sign-ins wait for a provider that says nothing. */
async function main(): Promise<void> {
  const upstream = await startUpstream()
  const port = await freePort()
  const config = loadConfig({
    ISSUER: `http://127.0.0.1:${port}`,
    DATA_DIR: mkdtempSync(join(tmpdir(), 'latchkey-hanging-')),
    DATABASE_URL: process.env['BENCH_DATABASE_URL'],
    RATE_LIMITS: 'off',
    ...upstream.variables('github'),
  })
  const { services, stop } = await start({ config, log: createLog({ level: 'silent', format: 'json' }) })
  const passwordHash = await services.passwords.hash(person.password)
  await registerUser(services, { emails: [{ address: person.identifier, verified: true }], passwordHash })
  const { client } = await registerClient(services, { name: 'Bench', redirectUris: [redirectUri], scopes: 'openid' })
  const open = (browser: Browser) => openSignIn(browser, client.clientId)

  await measure(config.issuer.origin, open, 2000)
  const alone = await measure(config.issuer.origin, open, 4500)
  const waiting = []
  for (let count = 0; count < hanging; count += 1) {
    const browser = new Browser(config.issuer.origin)
    waiting.push({ browser, callback: await upstream.visit((await choose(await open(browser), 'github')).url) })
  }
  upstream.as('github').misbehave('token', 'silence')
  const startedAt = performance.now()
  const ends = waiting.map(async ({ browser, callback: { url } }) => {
    const { status } = await browser.open(`${url.pathname}${url.search}`)
    return { status, took: performance.now() - startedAt }
  })
  const beside = await measure(config.issuer.origin, open, 4500)
  const ended = await Promise.all(ends)
  const slowest = Math.max(...ended.map(({ took }) => took))
  print(`password sign-in, p95: alone ${alone.toFixed(0)} ms, beside ${hanging} hanging ones ${beside.toFixed(0)} ms`)
  print(`ratio ${(beside / alone).toFixed(2)}, goal < ${goal}`)
  const rightly = ended.filter(({ status }) => status === 502).length
  print(`${rightly} of ${hanging} ended on the sign-in page, the last after ${slowest.toFixed(0)} ms`)
  await stop()
  await upstream.close()
}

type Open = (browser: Browser) => Promise<Page>

/** The 95th percentile of password sign-ins that go on for this long. */
async function measure(origin: string, open: Open, milliseconds: number): Promise<number> {
  const until = performance.now() + milliseconds
  const times: number[] = []
  const loop = async () => {
    while (performance.now() < until) {
      const page = await open(new Browser(origin))
      const startedAt = performance.now()
      const done = await page.submit(person)
      times.push(performance.now() - startedAt)
      if (done.status !== 200) throw new Error(`not signed in: ${done.text}`)
    }
  }
  await Promise.all(Array.from({ length: loops }, loop))
  return times.sort((one, other) => one - other)[Math.floor(times.length * 0.95)] ?? 0
}

function openSignIn(browser: Browser, clientId: string): Promise<Page> {
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  })
  return browser.open(`/oauth/authorize?${query}`)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

await main()
