import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startApp, type TestApp, type TestClient } from '../../support/app.ts'
import type { Browser } from '../../support/browser.ts'
import { relyingParty } from '../../support/relying-party.ts'

// The modules of the OpenID Foundation's RP-Initiated OP plan; each is a test of its name.

let app: TestApp
let client: TestClient
let browser: Browser
let hint: string

const back = 'https://rp.test/signed-out'

beforeAll(async () => {
  app = await startApp()
})
beforeEach(async () => {
  await app.reset()
  await app.createUser()
  client = await app.createClient({ postLogoutRedirectUris: [back] })
  browser = app.browser()
  hint = (await (await relyingParty(app, client)).signIn({ browser })).id_token ?? ''
})
afterAll(() => app.close())

const ask = (params: Record<string, string>) => browser.open(`/oauth/logout?${new URLSearchParams(params)}`)

async function signedIn(): Promise<boolean> {
  const { page } = await (await relyingParty(app, client)).authorize({ browser, params: { prompt: 'none' } })
  return page.url.searchParams.has('code')
}

async function signOut(params: Record<string, string>) {
  const page = await (await ask(params)).submit({}, { button: 'Sign out' })
  expect(await signedIn()).toBe(false)
  return page
}

test('oidcc-rp-initiated-logout-discovery-endpoint-verification', async () => {
  const metadata = await (await fetch(`${app.origin}/.well-known/openid-configuration`)).json()
  expect(metadata.end_session_endpoint).toBe(`${app.origin}/oauth/logout`)
})

test('oidcc-rp-initiated-logout', async () => {
  const { url } = await signOut({ id_token_hint: hint, post_logout_redirect_uri: back, state: 'the-state' })
  expect(url.href).toBe(`${back}?state=the-state`)
})

test('oidcc-rp-initiated-logout-no-state', async () => {
  expect((await signOut({ id_token_hint: hint, post_logout_redirect_uri: back })).url.href).toBe(back)
})

test('oidcc-rp-initiated-logout-only-state', async () => {
  expect((await signOut({ state: 'the-state' })).url.origin).toBe(app.origin)
})

test('oidcc-rp-initiated-logout-no-params', async () => {
  expect((await signOut({})).url.origin).toBe(app.origin)
})

test('oidcc-rp-initiated-logout-no-post-logout-redirect-uri', async () => {
  expect((await signOut({ id_token_hint: hint, state: 'the-state' })).url.origin).toBe(app.origin)
})

test('oidcc-rp-initiated-logout-no-id-token-hint', async () => {
  expect((await signOut({ post_logout_redirect_uri: back, state: 'the-state' })).url.origin).toBe(app.origin)
})

test.each([
  [
    'oidcc-rp-initiated-logout-bad-post-logout-redirect-uri',
    () => ({ id_token_hint: hint, post_logout_redirect_uri: 'https://rp.test/other' }),
  ],
  [
    'oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri',
    () => ({ id_token_hint: hint, post_logout_redirect_uri: `${back}?foo=bar` }),
  ],
  [
    'oidcc-rp-initiated-logout-bad-id-token-hint',
    () => ({ id_token_hint: 'not.a.token', post_logout_redirect_uri: back }),
  ],
  [
    'oidcc-rp-initiated-logout-modified-id-token-hint',
    () => ({ id_token_hint: modified(hint), post_logout_redirect_uri: back }),
  ],
])('%s', async (_module, params) => {
  const page = await ask(params())
  expect(page.status).toBe(400)
  expect(page.url.origin).toBe(app.origin)
  expect(await signedIn()).toBe(true)
})

function modified(token: string): string {
  const [head, payload = '', signature] = token.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
  return [head, Buffer.from(JSON.stringify({ ...claims, sub: 'another' })).toString('base64url'), signature].join('.')
}
