import { decodeProtectedHeader, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { password, startApp, type TestApp, type TestClient } from '../support/app.ts'
import type { Browser, Page } from '../support/browser.ts'
import { claimsOf, passPages, protocol } from '../support/protocol.ts'
import { relyingParty } from '../support/relying-party.ts'
import { startReplica } from '../support/replica.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

const back = 'https://rp.test/bye'

const application = (more = {}) => app.createClient({ name: 'Notebook', postLogoutRedirectUris: [back], ...more })

async function signedIn(client: TestClient, browser: Browser, email = 'alice@example.com') {
  const rp = await relyingParty(app, client)
  const tokens = await rp.signIn({ browser, email })
  return { rp, idToken: tokens.id_token ?? '', tokens }
}

const address = (params: Record<string, string>) => `/oauth/logout?${new URLSearchParams(params)}`

const isSignedIn = async (client: TestClient, browser: Browser) => {
  const { page } = await (await relyingParty(app, client)).authorize({ browser, params: { prompt: 'none' } })
  return page.url.searchParams.has('code')
}

test('sign-out with a hint ends on the registered address, and the old cookie is worth nothing anywhere', async () => {
  await app.createUser()
  const client = await application()
  const browser = app.browser()
  const { idToken } = await signedIn(client, browser)
  const before = new Map(browser.cookies)
  const ask = await browser.open(address({ id_token_hint: idToken, post_logout_redirect_uri: back, state: 'a&b="' }))
  expect(ask.text).toContain('alice@example.com')
  const { url } = await ask.submit({}, { button: 'Sign out' })
  expect(`${url.origin}${url.pathname}`).toBe(back)
  expect(url.searchParams.get('state')).toBe('a&b="')

  const replica = await startReplica(app)
  const cookie = [...before.values()].map(({ name, value }) => `${name}=${value}`).join('; ')
  const query = protocol(app, client).request({ prompt: 'none' })
  for (const { origin, headers } of [{ origin: app.origin, headers: {} }, replica]) {
    const answer = await fetch(`${origin}/oauth/authorize?${query}`, {
      redirect: 'manual',
      headers: { cookie, ...headers },
    })
    expect(answer.headers.get('location')).toContain('error=login_required')
  }
  await replica.close()
})

test('a form works like an address', async () => {
  await app.createUser()
  const client = await application()
  const browser = app.browser()
  const { idToken } = await signedIn(client, browser)
  const body = new URLSearchParams({ id_token_hint: idToken, post_logout_redirect_uri: back, state: 'x' })
  const ask = await browser.open('/oauth/logout', { method: 'POST', body })
  const { url } = await ask.submit({}, { button: 'Sign out' })
  expect(url.href).toBe(`${back}?state=x`)
})

test('an expired hint is as good as a fresh one', async () => {
  await app.createUser()
  const client = await application()
  const browser = app.browser()
  const { idToken } = await signedIn(client, browser)
  app.advance(7200)
  const ask = await browser.open(address({ id_token_hint: idToken, post_logout_redirect_uri: back }))
  expect((await ask.submit({}, { button: 'Sign out' })).url.href).toBe(back)
})

test('without a hint nothing ends before the person says so', async () => {
  await app.createUser()
  const client = await application()
  const browser = app.browser()
  await signedIn(client, browser)
  const ask = await browser.open('/oauth/logout', {
    headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' },
  })
  expect(await isSignedIn(client, browser)).toBe(true)
  const again = await browser.open('/oauth/logout')
  const kept = await again.submit({}, { button: 'Stay' })
  expect(kept.status).toBe(200)
  expect(await isSignedIn(client, browser)).toBe(true)
  expect(ask.status).toBe(200)
  const ended = await (await browser.open('/oauth/logout')).submit({}, { button: 'Sign out' })
  expect(ended.text).toContain('signed out')
  expect(await isSignedIn(client, browser)).toBe(false)
})

test.each([
  ['another path', 'https://rp.test/bye/'],
  ['another case', 'https://rp.test/BYE'],
  ['a query', 'https://rp.test/bye?x=1'],
  ['a fragment', 'https://rp.test/bye#x'],
  ['plain http', 'http://rp.test/bye'],
  ['a port', 'https://rp.test:444/bye'],
  ['a longer host', 'https://rp.test.evil.test/bye'],
  ['credentials', 'https://rp.test@evil.test/bye'],
  ['a detour', 'https://rp.test/bye/../evil'],
  ['no scheme', '//rp.test/bye'],
  ['a script', 'javascript:alert(1)//https://rp.test/bye'],
])('nobody is sent to an address that differs by %s', async (_what, uri) => {
  await app.createUser()
  const client = await application()
  const browser = app.browser()
  const { idToken } = await signedIn(client, browser)
  const refused = await browser.open(address({ id_token_hint: idToken, post_logout_redirect_uri: uri }))
  expect(refused.status).toBe(400)
  expect(refused.url.origin).toBe(app.origin)
  expect(await isSignedIn(client, browser)).toBe(true)
})

test('an address without an application is not followed', async () => {
  await app.createUser()
  const client = await application()
  const browser = app.browser()
  await signedIn(client, browser)
  const ask = await browser.open(address({ post_logout_redirect_uri: 'https://evil.test/' }))
  expect((await ask.submit({}, { button: 'Sign out' })).url.origin).toBe(app.origin)
})

test('forged hints are refused', async () => {
  await app.createUser()
  const client = await application()
  const browser = app.browser()
  const { idToken } = await signedIn(client, browser)
  const [head = '', payload = '', signature = ''] = idToken.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const { privateKey } = await generateKeyPair('RS256')
  const { kid } = decodeProtectedHeader(idToken)
  const forged = [
    `${head}.${Buffer.from(JSON.stringify({ ...claims, sub: 'user_other' })).toString('base64url')}.${signature}`,
    new UnsecuredJWT(claims).encode(),
    await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: String(kid) }).sign(privateKey),
    await new SignJWT({ ...claims, iss: 'https://other.test' }).setProtectedHeader({ alg: 'RS256' }).sign(privateKey),
    'nonsense',
  ]
  for (const hint of forged) {
    expect((await browser.open(address({ id_token_hint: hint, post_logout_redirect_uri: back }))).status).toBe(400)
  }
  expect(await isSignedIn(client, browser)).toBe(true)
})

test('the hint of another person only leads to the question, and names who is signed in', async () => {
  await app.createUser()
  await app.createUser('mallory@example.com')
  const client = await application()
  const { idToken } = await signedIn(client, app.browser(), 'mallory@example.com')
  const browser = app.browser()
  await signedIn(client, browser)
  const ask = await browser.open(address({ id_token_hint: idToken, post_logout_redirect_uri: back }))
  expect(ask.text).toContain('alice@example.com')
  expect(await isSignedIn(client, browser)).toBe(true)
})

test('a client_id that is not the audience of the hint is refused', async () => {
  await app.createUser()
  const client = await application()
  const browser = app.browser()
  const { idToken } = await signedIn(client, browser)
  const other = await application({ name: 'Other' })
  expect((await browser.open(address({ id_token_hint: idToken, client_id: other.clientId }))).status).toBe(400)
})

test('the answer needs the form of the same browser', async () => {
  await app.createUser()
  const client = await application()
  const browser = app.browser()
  await signedIn(client, browser)
  const ask = await browser.open('/oauth/logout')
  const confirm = (body: Record<string, string>, headers = {}) =>
    browser.request('/oauth/logout/confirm', { method: 'POST', body: new URLSearchParams(body), headers })
  expect((await confirm({ logout: 'yes' })).status).toBe(400)
  expect((await confirm({ logout: 'yes', xsrf: 'guessed' })).status).toBe(400)
  const xsrf = ask.root.querySelector('input[name=xsrf]')?.getAttribute('value') ?? ''
  expect((await confirm({ logout: 'yes', xsrf }, { origin: 'https://evil.test' })).status).toBe(403)
  expect(await isSignedIn(client, browser)).toBe(true)
})

test('where nobody is signed in there is nothing to ask', async () => {
  const client = await application()
  const noFrills = (page: Page) => {
    expect(page.html).not.toContain('Submitting Callback')
    return page
  }
  const home = noFrills(await app.browser().open('/oauth/logout'))
  expect(home.status).toBe(200)
  expect(home.text).toContain('signed out')
  const away = noFrills(
    await app.browser().open(address({ client_id: client.clientId, post_logout_redirect_uri: back, state: 's' })),
  )
  expect(away.url.href).toBe(`${back}?state=s`)
  const nowhere = noFrills(await app.browser().open(address({ post_logout_redirect_uri: 'https://evil.test/' })))
  expect(nowhere.url.origin).toBe(app.origin)
})

test('who signs in while another is signing in, in the same browser, is signed out by a page of ours', async () => {
  const alice = await app.createUser()
  await app.createUser('mallory@example.com')
  const client = await application()
  const { authorize, request, redeem } = protocol(app, client)
  const browser = app.browser()
  const first = await browser.open(`/oauth/authorize?${request()}`)
  const form = new URLSearchParams({ identifier: 'alice@example.com', password })
  const headers = { origin: app.origin, 'sec-fetch-site': 'same-origin' }
  const action = first.root.querySelector('[name=password]')?.closest('form')?.getAttribute('action') ?? ''
  const signedInAs = await browser.request(action, { method: 'POST', body: form, headers })
  await authorize({}, { browser, email: 'mallory@example.com' })
  const switching = await browser.open(signedInAs.headers.get('location') ?? '')
  expect(switching.html).not.toContain('Submitting Callback')
  expect(switching.response.headers.get('content-security-policy')).not.toContain('sha256')
  const { url } = await passPages(await switching.submit())
  const { body } = await redeem(url.searchParams.get('code') ?? '')
  expect(claimsOf(body.id_token)['sub']).toBe(alice.id)
})

test('what an application says is shown as text', async () => {
  await app.createUser()
  const hostile = '"><svg onload=alert(1)>'
  const client = await application({ name: hostile })
  const browser = app.browser()
  await signedIn(client, browser)
  const page = await browser.open(
    address({ client_id: client.clientId, state: hostile, ui_locales: hostile, logout_hint: hostile }),
  )
  expect(page.status).toBe(200)
  expect(page.html).not.toContain('<svg onload')
  expect(page.response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(page.response.headers.get('content-security-policy')).not.toContain('sha256')
})
