import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { password, startApp, type TestApp } from '../../support/app.ts'
import { launchChromium } from '../../support/chromium.ts'
import { serveWeb, type WebServer } from '../../support/web-server.ts'

let app: TestApp
let site: WebServer
let chromium: Browser

const library = join(
  dirname(createRequire(import.meta.url).resolve('oidc-client-ts/package.json')),
  'dist/browser/oidc-client-ts.js',
)

// The application: a page without a server of its own, which keeps its tokens in the session of the tab.
const script = (authority: string, clientId: string, origin: string) => `
  const manager = new oidc.UserManager({
    authority: ${JSON.stringify(authority)},
    client_id: ${JSON.stringify(clientId)},
    redirect_uri: ${JSON.stringify(`${origin}/callback`)},
    post_logout_redirect_uri: ${JSON.stringify(`${origin}/`)},
    scope: 'openid profile email offline_access',
    loadUserInfo: true,
    revokeTokenTypes: ['refresh_token'],
    userStore: new oidc.WebStorageStateStore({ store: sessionStorage }),
  })
  const show = (value) => { document.querySelector('output').textContent = JSON.stringify(value) }
  const fail = (error) => show({ error: String(error) })
  document.querySelector('#in').onclick = () => manager.signinRedirect().catch(fail)
  document.querySelector('#again').onclick = () => manager.signinSilent().then((user) => show({ again: user.profile.sub }), fail)
  document.querySelector('#out').onclick = () => manager.signoutRedirect().catch(fail)
  document.querySelector('#revoke').onclick = () => manager.revokeTokens().then(() => show({ revoked: true }), fail)
  if (location.pathname === '/callback') manager.signinCallback().then((user) => show({ profile: user.profile }), fail)
`
const page = `<!doctype html><title>Application</title>
  <button id="in">in</button><button id="again">again</button><button id="revoke">revoke</button><button id="out">out</button>
  <output></output><script src="/library.js"></script><script src="/application.js"></script>`

beforeAll(async () => {
  app = await startApp()
  site = await serveWeb(async (origin) => {
    const { clientId } = await app.createClient({
      name: 'Application',
      tokenEndpointAuthMethod: 'none',
      redirectUris: [`${origin}/callback`],
      postLogoutRedirectUris: [`${origin}/`],
    })
    const files: Record<string, string> = {
      '/library.js': readFileSync(library, 'utf8'),
      '/application.js': script(app.origin, clientId, origin),
    }
    return (request, response) => {
      const file = files[new URL(request.url ?? '/', origin).pathname]
      response.writeHead(200, { 'content-type': file ? 'text/javascript' : 'text/html' })
      response.end(file ?? page)
    }
  })
  chromium = await launchChromium()
})
afterAll(async () => {
  await chromium.close()
  await site.close()
  await app.close()
})

async function output(tab: Page): Promise<Record<string, unknown>> {
  await tab.waitForFunction(() => document.querySelector('output')?.textContent !== '')
  return JSON.parse((await tab.textContent('output')) ?? '')
}

async function press(tab: Page, id: string): Promise<Record<string, unknown>> {
  await tab.evaluate(() => {
    const place = document.querySelector('output')
    if (place) place.textContent = ''
  })
  await tab.click(`#${id}`)
  return output(tab)
}

test('oidc-client-ts signs a person in, renews, revokes and signs out from a page of another origin', async () => {
  const user = await app.createUser('alice@example.com', { firstName: 'Alice', lastName: 'Liddell' })
  const tab = await chromium.newPage()
  await tab.goto(site.origin)
  await tab.click('#in')
  await tab.fill('input[name=identifier]', 'alice@example.com')
  await tab.fill('input[name=password]', password)
  await tab.press('input[name=password]', 'Enter')
  await tab.click('button[name=consented][value=true]')
  await tab.waitForURL(`${site.origin}/callback*`)
  const { profile } = await output(tab)
  expect(profile).toMatchObject({
    sub: user.id,
    name: 'Alice Liddell',
    email: 'alice@example.com',
    email_verified: true,
  })

  expect(await press(tab, 'again')).toEqual({ again: user.id })
  expect(await press(tab, 'revoke')).toEqual({ revoked: true })
  await tab.click('#out')
  await tab.click('button[name=logout]')
  await tab.waitForURL(`${site.origin}/`)
  await tab.click('#in')
  await tab.waitForSelector('input[name=password]')
})
