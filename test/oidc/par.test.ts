import {
  authorizationCodeGrant,
  buildAuthorizationUrlWithPAR,
  calculatePKCECodeChallenge,
  randomPKCECodeVerifier,
} from 'openid-client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { password, startApp, type TestApp, type TestClient } from '../support/app.ts'
import { startListener } from '../support/listener.ts'
import { basic, postForm } from '../support/post-form.ts'
import { relyingParty } from '../support/relying-party.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

const verifier = randomPKCECodeVerifier()

async function request(client: TestClient, more: Record<string, string> = {}): Promise<Record<string, string>> {
  return {
    client_id: client.clientId,
    response_type: 'code',
    redirect_uri: client.redirectUri,
    scope: 'openid email',
    state: 'long-enough',
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...more,
  }
}

const push = async (client: TestClient, more = {}) =>
  postForm(app, '/oauth/par', await request(client, more), basic(client))

const address = (params: Record<string, string>) => `/oauth/authorize?${new URLSearchParams(params)}`

async function complete(client: TestClient, uri: string, more = {}) {
  const browser = app.browser()
  let page = await browser.open(address({ client_id: client.clientId, request_uri: uri, ...more }))
  if (page.html.includes('name="password"')) page = await page.submit({ identifier: 'alice@example.com', password })
  if (page.html.includes('name="consented"')) page = await page.submit({}, { button: 'Allow' })
  return page
}

test('a pushed request is a reference of a minute that only the application can make', async () => {
  const client = await app.createClient()
  const { status, body, headers } = await push(client)
  expect(status).toBe(201)
  expect(body.request_uri).toMatch(/^urn:ietf:params:oauth:request_uri:/)
  expect(body.expires_in).toBeGreaterThanOrEqual(5)
  expect(body.expires_in).toBeLessThanOrEqual(600)
  expect(headers.get('cache-control')).toContain('no-store')
  expect((await postForm(app, '/oauth/par', await request(client))).status).toBe(401)
  expect(
    (await postForm(app, '/oauth/par', await request(client), basic({ ...client, clientSecret: 'wrong' }))).status,
  ).toBe(401)
  expect((await fetch(`${app.origin}/oauth/par`)).status).toBe(405)
})

test('what is pushed is checked at once', async () => {
  const client = await app.createClient()
  expect(await push(client, { redirect_uri: 'https://evil.test/cb' })).toMatchObject({ status: 400 })
  expect(await push(client, { scope: 'openid nonsense' })).toMatchObject({
    status: 400,
    body: { error: 'invalid_scope' },
  })
  expect(await push(client, { code_challenge_method: 'plain' })).toMatchObject({
    status: 400,
    body: { error: 'invalid_request' },
  })
  expect((await push(client, { response_type: 'token' })).status).toBe(400)
  expect(await push(client, { request_uri: 'urn:ietf:params:oauth:request_uri:x' })).toMatchObject({
    status: 400,
    body: { error: expect.stringMatching(/invalid_request|request_uri_not_supported/) },
  })
})

test('a pushed request is completed once', async () => {
  await app.createUser()
  const client = await app.createClient()
  const { body } = await push(client)
  const { url } = await complete(client, body.request_uri)
  const code = url.searchParams.get('code') ?? ''
  const form = { grant_type: 'authorization_code', code, redirect_uri: client.redirectUri, code_verifier: verifier }
  expect((await postForm(app, '/oauth/token', form, basic(client))).status).toBe(200)
  const again = await complete(client, body.request_uri)
  expect(again.url.searchParams.has('code')).toBe(false)
  expect(again.url.origin).toBe(app.origin)
})

test('pushed values win over those in the address', async () => {
  await app.createUser()
  const client = await app.createClient({ redirectUris: ['https://rp.test/cb', 'https://rp.test/other'] })
  const { body } = await push(client)
  const { url } = await complete(client, body.request_uri, {
    redirect_uri: 'https://rp.test/other',
    scope: 'openid profile email offline_access',
    state: 'from-the-address',
    code_challenge: 'x'.repeat(43),
  })
  expect(`${url.origin}${url.pathname}`).toBe('https://rp.test/cb')
  expect(url.searchParams.get('state')).toBe('long-enough')
  const form = {
    grant_type: 'authorization_code',
    code: url.searchParams.get('code') ?? '',
    redirect_uri: client.redirectUri,
    code_verifier: verifier,
  }
  const { status, body: tokens } = await postForm(app, '/oauth/token', form, basic(client))
  expect(status).toBe(200)
  expect(tokens.scope).toBe('openid email')
})

test('a reference is nothing to another application, nor after its minute', async () => {
  await app.createUser()
  const client = await app.createClient()
  const other = await app.createClient({ name: 'Other' })
  const { body } = await push(client)
  const stolen = await complete(other, body.request_uri)
  expect(stolen.status).toBe(400)
  expect(stolen.url.origin).toBe(app.origin)
  app.advance(61)
  const late = await complete(client, body.request_uri)
  expect(late.url.searchParams.has('code')).toBe(false)
})

test('of two browsers that answer the same request one gets its code, however long they take', async () => {
  await app.createUser()
  const client = await app.createClient()
  for (const wait of [0, 300]) {
    const { body } = await push(client)
    const open = async () => {
      const page = await app.browser().open(address({ client_id: client.clientId, request_uri: body.request_uri }))
      return page.submit({ identifier: 'alice@example.com', password })
    }
    const pages = await Promise.all([open(), open()])
    app.advance(wait)
    const ends = await Promise.all(
      pages.map((page) => (page.html.includes('name="consented"') ? page.submit({}, { button: 'Allow' }) : page)),
    )
    expect(ends.filter(({ url }) => url.searchParams.has('code'))).toHaveLength(1)
  }
})

test('an application that must push is refused when it does not', async () => {
  await app.createUser()
  const client = await app.createClient({ parRequired: true })
  const plain = await app.browser().open(address(await request(client)))
  expect(plain.url.searchParams.get('error')).toBe('invalid_request')
  const { body } = await push(client)
  expect((await complete(client, body.request_uri)).url.searchParams.has('code')).toBe(true)
})

test('openid-client pushes its requests', async () => {
  await app.createUser()
  const client = await app.createClient({ parRequired: true })
  const { config } = await relyingParty(app, client)
  const { client_id: _clientId, ...parameters } = await request(client)
  const url = await buildAuthorizationUrlWithPAR(config, parameters)
  expect(url.searchParams.get('request_uri')).toMatch(/^urn:/)
  const page = await complete(client, url.searchParams.get('request_uri') ?? '')
  const tokens = await authorizationCodeGrant(config, page.url, {
    pkceCodeVerifier: verifier,
    expectedState: 'long-enough',
  })
  expect(tokens.scope).toBe('openid email')
})

test.each([
  ['https', 'request_uri', ''],
  ['the metadata service', 'request_uri', 'http://169.254.169.254/'],
  ['a file', 'request_uri', 'file:///etc/passwd'],
  ['another name', 'request_uri', 'urn:x'],
])('a request by reference to %s is refused at once, and nothing is fetched', async (_what, name, value) => {
  const canary = await startListener()
  const client = await app.createClient()
  const before = performance.now()
  const { url, status } = await app
    .browser()
    .open(address({ ...(await request(client)), [name]: value || `${canary.origin}/r` }))
  expect(performance.now() - before).toBeLessThan(1000)
  expect(url.searchParams.get('error') ?? String(status)).toMatch(/request_uri_not_supported|invalid_request|400/)
  expect(canary.received).toHaveLength(0)
  await canary.close()
})

test('a request object is not looked into', async () => {
  const client = await app.createClient()
  const inner = Buffer.from(
    JSON.stringify({ redirect_uri: 'https://evil.test/cb', client_id: client.clientId }),
  ).toString('base64url')
  const head = Buffer.from('{"alg":"none"}').toString('base64url')
  const { url } = await app.browser().open(address({ ...(await request(client)), request: `${head}.${inner}.` }))
  expect(url.origin).toBe('https://rp.test')
  expect(url.searchParams.get('error')).toBe('request_not_supported')
})
