import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../../support/chromium.ts'
import { accounts, type Dialects, startDialects } from '../../support/dialects.ts'
import { startTlsFront, type TlsFront } from '../../support/tls-front.ts'
import { serveWeb, type WebServer } from '../../support/web-server.ts'

let dialects: Dialects
let front: TlsFront
let site: WebServer
let chromium: Browser

const { resolve } = createRequire(import.meta.url)
const sdk = join(dirname(resolve('@prelude.so/js-sdk')), 'session.js')
const core = dirname(resolve('@prelude.so/core'))
const lock = dirname(resolve('browser-tabs-lock'))

// The kit is made for bundlers; a page without one maps its three imports and wraps the one that is CommonJS.
const files: Readonly<Record<string, () => string>> = {
  '/sdk.js': () => readFileSync(sdk, 'utf8'),
  '/core-worker.js': () => readFileSync(join(dirname(sdk), 'core-worker.js'), 'utf8'),
  '/core/index.js': () => readFileSync(join(core, 'index.js'), 'utf8'),
  '/core/core.js': () => readFileSync(join(core, 'core.js'), 'utf8'),
  '/lock.js': () => `
    const load = (run) => { const module = { exports: {} }; run(module, module.exports, () => inner); return module.exports }
    const inner = load((module, exports, require) => { ${readFileSync(join(lock, 'processLock.js'), 'utf8')} })
    const outer = load((module, exports, require) => { ${readFileSync(join(lock, 'index.js'), 'utf8')} })
    export default outer`,
}
const imports = {
  '@prelude.so/js-sdk/session': '/sdk.js',
  '@prelude.so/core': '/core/index.js',
  '@prelude.so/core/core.js': '/core/core.js',
  'browser-tabs-lock': '/lock.js',
}
const page = (domain: string) => `<!doctype html><title>Application</title>
  <script type="importmap">${JSON.stringify({ imports })}</script>
  <script type="module">
    import { PrldSessionClient } from '@prelude.so/js-sdk/session'
    window.client = new PrldSessionClient({ domain: ${JSON.stringify(domain)} })
  </script>`

beforeAll(async () => {
  front = await startTlsFront()
  site = await serveWeb(() => (request, response) => {
    const file = files[new URL(request.url ?? '/', 'http://site').pathname]
    response.writeHead(200, { 'content-type': file ? 'text/javascript' : 'text/html' })
    response.end(file?.() ?? page(new URL(front.origin).host))
  })
  dialects = await startDialects({ ISSUER: front.origin, CLIENT_URL: site.origin })
  front.passTo(dialects.app.origin)
  chromium = await launchChromium()
})
afterAll(async () => {
  await chromium.close()
  await dialects.close()
  await site.close()
  await front.close()
})

interface Kit {
  loginWithOAuth(options: { provider: string; redirectURI: string }): Promise<void>
  finalizeOAuthLogin(token: string | null): Promise<void>
  getProfile(): Promise<{ sub: string; sid: string; cc: object } | undefined>
  refresh(): Promise<{ user: { accessToken: string } }>
  invalidateCache(): Promise<void>
  listSessions(): Promise<{ sessions: { id: string }[]; total: number }>
  revokeSessions(target: string): Promise<void>
  logout(): Promise<unknown>
}
declare const client: Kit

async function signIn(tab: Page): Promise<string> {
  await tab.goto(site.origin)
  await tab.waitForFunction(() => 'client' in window)
  await tab.evaluate(
    (redirectURI) => void client.loginWithOAuth({ provider: 'github', redirectURI }),
    `${site.origin}/callback`,
  )
  await tab.waitForURL(`${site.origin}/callback?challenge_token=*`)
  await tab.waitForFunction(() => 'client' in window)
  return tab.evaluate(async () => {
    await client.finalizeOAuthLogin(new URLSearchParams(location.search).get('challenge_token'))
    return (await client.getProfile())?.sub ?? ''
  })
}

test('@prelude.so/js-sdk signs a person in, refreshes with its key, lists sessions and signs out', async () => {
  const context = await chromium.newContext({ ignoreHTTPSErrors: true })
  const tab = await context.newPage()
  dialects.upstream.as('github').nextUser()
  const sub = await signIn(tab)
  const [user] = await accounts(dialects.app)
  expect(sub).toBe(user?.id)
  const [session] = await dialects.app.database.sql.query<{ dpopJkt: string | null }>(
    'SELECT "dpopJkt" FROM sessions',
    [],
  )
  expect(session?.dpopJkt).toMatch(/^[\w-]{43}$/)

  for (let round = 0; round < 2; round += 1) {
    await tab.evaluate(() => client.invalidateCache().then(() => client.refresh()))
  }
  const tokens = await dialects.app.database.sql.query('SELECT "consumedAt" FROM session_tokens', [])
  expect(tokens).toHaveLength(3)
  expect(await tab.evaluate(() => client.listSessions())).toMatchObject({ total: 1 })

  await tab.evaluate(() => client.logout())
  expect(await tab.evaluate(() => client.refresh().then(String, (error) => error.name))).toBe('UnauthorizedError')
  await context.close()
})

test('@prelude.so/js-sdk ends other sessions', async () => {
  const [one, two] = [
    await chromium.newContext({ ignoreHTTPSErrors: true }),
    await chromium.newContext({ ignoreHTTPSErrors: true }),
  ]
  const [here, there] = [await one.newPage(), await two.newPage()]
  await signIn(here)
  await signIn(there)
  expect(await here.evaluate(() => client.listSessions())).toMatchObject({ total: 2 })
  await here.evaluate(() => client.revokeSessions('others'))
  expect(await here.evaluate(() => client.listSessions())).toMatchObject({ total: 1 })
  const refused = await there.evaluate(async () => {
    await client.invalidateCache()
    return client.refresh().then(String, (error) => error.name)
  })
  expect(refused).toBe('UnauthorizedError')
  await one.close()
  await two.close()
})
