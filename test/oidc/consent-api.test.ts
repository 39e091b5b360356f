import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startApp, type TestApp, type TestClient } from '../support/app.ts'
import type { Browser } from '../support/browser.ts'
import { answerOf } from '../support/post-form.ts'
import { locationOf, protocol } from '../support/protocol.ts'

let app: TestApp
let client: TestClient
let browser: Browser

beforeAll(async () => {
  app = await startApp()
})
beforeEach(async () => {
  await app.reset()
  await app.createUser()
  client = await app.createClient({ name: 'Photo prints', uri: 'https://rp.test' })
  browser = app.browser()
  browser.headers['accept'] = '*/*'
  // Signed in at another application.
  await protocol(app, await app.createClient({ consentScreen: false })).authorize({}, { browser })
})
afterAll(() => app.close())

const path = (of = client) => `/v1/me/oauth/consent/${of.clientId}`
const show = async (query = '', visitor = browser, of = client) =>
  answerOf(await visitor.request(`${path(of)}${query}`))
const answer = (values: Record<string, string>, { headers = {}, visitor = browser, of = client } = {}) =>
  visitor.request(path(of), {
    method: 'POST',
    body: new URLSearchParams(values),
    headers: { origin: app.origin, 'sec-fetch-site': 'same-origin', ...headers },
  })
const request = (more: Record<string, string> = {}) => Object.fromEntries(protocol(app, client).request(more))

test('it tells what a consent page needs (A.1.10)', async () => {
  const query = new URLSearchParams({ scope: 'openid email offline_access', redirect_uri: client.redirectUri })
  const { status, body } = await show(`?${query}`)
  expect(status).toBe(200)
  expect(body).toEqual({
    object: 'oauth_consent_info',
    oauth_application_name: 'Photo prints',
    oauth_application_logo_url: null,
    oauth_application_url: 'https://rp.test',
    client_id: client.clientId,
    redirect_domain: 'rp.test',
    scopes: [
      { scope: 'openid', description: expect.any(String), requires_consent: false },
      { scope: 'email', description: expect.any(String), requires_consent: true },
      { scope: 'offline_access', description: null, requires_consent: false },
    ],
  })
  const defaults = (await show()).body.scopes.map(({ scope }: { scope: string }) => scope)
  expect(defaults).toEqual(['profile', 'email'])
})

test('the domain is named only where there is one to trust (A.1.10)', async () => {
  const local = await app.createClient({
    redirectUris: ['http://127.0.0.1/cb', 'com.example.app:/cb', 'https://a.b.example.co.uk/cb'],
  })
  const domain = async (uri?: string, of = local) =>
    (await show(uri === undefined ? '' : `?${new URLSearchParams({ redirect_uri: uri })}`, browser, of)).body
      .redirect_domain
  expect(await domain()).toBeNull()
  expect(await domain('http://127.0.0.1:5000/cb')).toBeNull()
  expect(await domain('com.example.app:/cb')).toBeNull()
  expect(await domain('https://evil.test/cb')).toBeNull()
  expect(await domain('https://a.b.example.co.uk/cb')).toBe('example.co.uk')
})

test('it is for people who are signed in, and for applications that ask', async () => {
  expect(await show('', app.browser())).toMatchObject({
    status: 401,
    body: { errors: [{ code: 'authentication_invalid' }] },
  })
  const unknown = { ...client, clientId: 'nobody' }
  expect(await show('', browser, unknown)).toMatchObject({
    status: 404,
    body: { errors: [{ code: 'resource_not_found' }] },
  })
  const silent = await app.createClient({ consentScreen: false })
  const refused = { status: 422, body: { errors: [{ code: 'feature_requires_oauth2_consent_screen_enabled' }] } }
  expect(await show('', browser, silent)).toMatchObject(refused)
  const stranger = app.browser()
  stranger.headers['accept'] = '*/*'
  expect((await answer({ consented: 'true', ...request() }, { visitor: stranger })).status).toBe(401)
})

test('the answer is that of the authorization endpoint, by redirect and by form (A.1.10)', async () => {
  const given = await answer({ consented: 'true', ...request({ state: 'state-of-mine' }) })
  const url = locationOf(given)
  expect(url.href).toContain('https://rp.test/cb?')
  expect(url.searchParams.get('state')).toBe('state-of-mine')
  const { status } = await protocol(app, client).redeem(url.searchParams.get('code') ?? '', {
    code_verifier: 'x'.repeat(43),
  })
  expect(status).toBe(400)

  const again = await answer({ consented: 'true', ...request({ response_mode: 'form_post', prompt: 'consent' }) })
  expect(again.status).toBe(200)
  expect(await again.text()).toContain('name="code"')
  const { ask } = protocol(app, client)
  expect(locationOf(await ask()).pathname).toMatch(/^\/interaction\//)
  const remembered = await browser.request(`/oauth/authorize?${protocol(app, client).request()}`)
  expect(locationOf(remembered).searchParams.get('code')).toBeTruthy()
})

test.each(['false', '', 'TRUE', '1'])(
  'anything but true denies, and nothing is remembered: "%s" (A.1.10)',
  async (consented) => {
    const denied = locationOf(await answer({ consented, ...request() }))
    expect(denied.searchParams.get('error')).toBe('access_denied')
    expect(denied.searchParams.get('state')).toBe('a-state-of-some-length')
    const next = await browser.request(`/oauth/authorize?${protocol(app, client).request()}`)
    expect(locationOf(next).pathname).toMatch(/^\/interaction\//)
  },
)

test('nothing is answered that the authorization endpoint would not answer', async () => {
  const foreign = await answer({ consented: 'true', ...request({ redirect_uri: 'https://evil.test/' }) })
  expect(foreign.status).toBe(400)
  expect(foreign.headers.get('location')).toBeNull()
  const scope = locationOf(await answer({ consented: 'true', ...request({ scope: 'unheard' }) }))
  expect(scope.searchParams.get('error')).toBe('invalid_scope')
  const other = await app.createClient({ redirectUris: ['https://other.test/cb'] })
  const mixed = await answer({ consented: 'true', ...request(), client_id: other.clientId })
  expect(locationOf(mixed).origin).toBe('https://rp.test')
  const user = await app.services.store.users.findByEmail('alice@example.com')
  expect(await app.services.store.consents.find(user?.id ?? '', other.clientId)).toBeUndefined()
})

test('a page of another site cannot consent for a person (K16)', async () => {
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.test' },
    { origin: 'null' },
    { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' },
    { origin: 'https://evil.rp.test', 'sec-fetch-site': 'same-site' },
  ]
  for (const headers of foreign) {
    const body = new URLSearchParams({ consented: 'true', ...request() })
    expect((await browser.request(path(), { method: 'POST', body, headers })).status).toBe(403)
  }
  const json = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json', origin: app.origin } }
  expect((await browser.request(path(), json)).status).toBe(400)
  const next = await browser.request(`/oauth/authorize?${protocol(app, client).request()}`)
  expect(locationOf(next).pathname).toMatch(/^\/interaction\//)
})
