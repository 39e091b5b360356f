import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { saveOAuthSettings } from '../../src/core/clients/oauth-settings.ts'
import { startApp, type TestApp, type TestClient } from '../support/app.ts'
import { startListener } from '../support/listener.ts'
import { answerOf, basic, postForm } from '../support/post-form.ts'
import { relyingParty } from '../support/relying-party.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp({ DYNAMIC_REGISTRATION: 'on' })
})
beforeEach(() => app.reset())
afterAll(() => app.close())

const minimal = { redirect_uris: ['https://rp.test/cb'] }

async function register(metadata: object | string = minimal, headers = {}) {
  const body = typeof metadata === 'string' ? metadata : JSON.stringify(metadata)
  return answerOf(
    await fetch(`${app.origin}/oauth/register`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    }),
  )
}

async function manage(uri: string, token: string, init: { method?: string; body?: object } = {}) {
  const { body, ...rest } = init
  return answerOf(
    await fetch(uri, {
      ...rest,
      ...(body ? { body: JSON.stringify(body) } : {}),
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    }),
  )
}

const asClient = (body: Record<string, string>): TestClient => ({
  id: '',
  clientId: body['client_id'] ?? '',
  clientSecret: body['client_secret'] ?? '',
  redirectUri: 'https://rp.test/cb',
})

test('an application registers itself and signs a person in, who is asked', async () => {
  await app.createUser()
  const { status, body, headers } = await register({
    ...minimal,
    client_name: 'Self-made',
    contacts: ['dev@rp.test'],
    tos_uri: 'https://rp.test/tos',
    unknown_member: { deep: true },
  })
  expect(status).toBe(201)
  expect(headers.get('cache-control')).toContain('no-store')
  expect(body).toMatchObject({
    client_name: 'Self-made',
    redirect_uris: ['https://rp.test/cb'],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'client_secret_basic',
    client_secret_expires_at: 0,
    contacts: ['dev@rp.test'],
    tos_uri: 'https://rp.test/tos',
    registration_client_uri: `${app.origin}/oauth/register/${body.client_id}`,
  })
  expect(body.client_secret.length).toBeGreaterThanOrEqual(43)
  expect(body.client_id_issued_at).toBeCloseTo(Date.now() / 1000, -1)
  expect(body).not.toHaveProperty('unknown_member')
  expect(body.scope.split(' ')).toContain('offline_access')

  const rp = await relyingParty(app, asClient(body))
  const browser = app.browser()
  const { page } = await rp.authorize({ browser, params: { prompt: 'login' } })
  expect(page.url.origin).toBe('https://rp.test')
  const tokens = await rp.signIn({ browser })
  expect(tokens.refresh_token).toMatch(/^ort_/)
})

test('a public application gets no secret, and uses PKCE', async () => {
  const { status, body } = await register({
    redirect_uris: ['http://127.0.0.1/cb'],
    token_endpoint_auth_method: 'none',
  })
  expect(status).toBe(201)
  expect(body).not.toHaveProperty('client_secret')
  expect(body).not.toHaveProperty('client_secret_expires_at')
  expect(body.client_name).toBe(body.client_id)
  const query = new URLSearchParams({
    client_id: body.client_id,
    response_type: 'code',
    redirect_uri: 'http://127.0.0.1:49152/cb',
    scope: 'openid',
    state: 'long-enough',
  })
  const { status: refused, text } = await app.browser().open(`/oauth/authorize?${query}`)
  expect(refused).toBe(400)
  expect(text).toContain('PKCE')
})

test('a mistake of an application that nobody knows stays here until somebody has signed in', async () => {
  const { body } = await register()
  const ask = async (more: Record<string, string>) => {
    const query = {
      client_id: body.client_id,
      response_type: 'code',
      redirect_uri: 'https://rp.test/cb',
      state: 'long-enough',
    }
    return app.browser().open(`/oauth/authorize?${new URLSearchParams({ ...query, ...more })}`)
  }
  const held = await ask({ scope: 'openid nonsense' })
  expect(held.url.origin).toBe(app.origin)
  expect(held.status).toBe(400)
  const silent = await ask({ scope: 'openid', prompt: 'none' })
  expect(silent.url.searchParams.get('error')).toBe('login_required')
})

test('the secret is known to nobody afterwards', async () => {
  const { body } = await register()
  const stored = JSON.stringify(await app.database.sql.query('SELECT * FROM clients', []))
  expect(stored).not.toContain(body.client_secret)
  const read = await manage(body.registration_client_uri, body.registration_access_token)
  expect(read.status).toBe(200)
  expect(read.body).not.toHaveProperty('client_secret')
  const [row] = await app.database.sql.query<{ secretDigest: string }>(
    'SELECT "secretDigest" FROM clients WHERE "clientId" = $1',
    [body.client_id],
  )
  expect(JSON.stringify(read.body)).not.toContain(row?.secretDigest)
})

test.each([
  ['javascript:alert(1)'],
  ['data:text/html,x'],
  ['vbscript:x'],
  ['http://evil.test/cb'],
  ['https://rp.test/cb#f'],
  [''],
  ['/cb'],
  ['https://*/cb'],
  ['https://user:pw@rp.test/cb'],
])('the address %j is not taken', async (uri) => {
  expect(await register({ redirect_uris: [uri] })).toMatchObject({
    status: 400,
    body: { error: 'invalid_redirect_uri' },
  })
  expect(await register({ redirect_uris: ['https://rp.test/cb', uri] })).toMatchObject({
    status: 400,
    body: { error: 'invalid_redirect_uri' },
  })
})

test.each([
  ['[]', 'body must be an object'],
  ['{', 'body must be a JSON object'],
  [{}, 'redirect_uris must name at least one address'],
  [{ redirect_uris: 'x' }, 'redirect_uris must be a list'],
  [{ ...minimal, client_name: 'x'.repeat(257) }, 'client_name must have at most 256 characters'],
  [{ ...minimal, grant_types: ['client_credentials'] }, 'grant_types names nothing that is offered here'],
])('what is wrong with %j is said in words', async (metadata, words) => {
  const { status, body } = await register(metadata)
  expect([status, body.error_description]).toEqual([400, words])
})

test('a thousand addresses, or none, are not taken', async () => {
  const many = Array.from({ length: 1000 }, (_, index) => `https://rp.test/${index}`)
  expect(await register({ redirect_uris: many })).toMatchObject({
    status: 400,
    body: { error: 'invalid_redirect_uri' },
  })
  expect(await register({})).toMatchObject({ status: 400, body: { error: 'invalid_redirect_uri' } })
})

test('applications on devices have loopback addresses and schemes of their own; web applications do not', async () => {
  const own = { redirect_uris: ['com.example.app:/cb', 'http://[::1]/cb', 'cursor://anysphere.cursor/cb'] }
  expect((await register({ ...own, application_type: 'native', token_endpoint_auth_method: 'none' })).status).toBe(201)
  expect((await register({ ...own, token_endpoint_auth_method: 'none' })).status).toBe(201)
  expect((await register({ ...own, application_type: 'web' })).body.error).toBe('invalid_redirect_uri')
})

test.each([
  [{ id_token_signed_response_alg: 'none' }],
  [{ id_token_signed_response_alg: 'HS256' }],
  [{ response_types: ['code', 'id_token'] }],
  [{ response_types: ['token'] }],
  [{ grant_types: ['client_credentials'] }],
  [{ grant_types: ['password'] }],
  [{ token_endpoint_auth_method: 'client_secret_jwt' }],
  [{ token_endpoint_auth_method: 'private_key_jwt' }],
  [{ client_name: 'x'.repeat(257) }],
  [{ client_uri: `https://rp.test/${'x'.repeat(1024)}` }],
  [{ client_uri: 'javascript:alert(1)' }],
  [{ scope: 'x'.repeat(1025) }],
  [{ jwks: { keys: [{ kty: 'oct', k: 'AAAA' }] }, token_endpoint_auth_method: 'private_key_jwt' }],
  [{ redirect_uris: 'https://rp.test/cb' }],
])('%j is not taken', async (metadata) => {
  const { status, body } = await register({ ...minimal, ...metadata })
  expect(status).toBe(400)
  expect(['invalid_client_metadata', 'invalid_redirect_uri']).toContain(body.error)
})

test('a software statement vouches for nothing here', async () => {
  expect((await register({ ...minimal, software_statement: 'a.b.c' })).body.error).toBe('unapproved_software_statement')
})

test('private metadata is not for strangers, and consent cannot be switched off', async () => {
  const { body } = await register({
    ...minimal,
    scope: 'openid private_metadata email',
    consent_screen: false,
    first_party: true,
  })
  expect(body.scope).toBe('openid email offline_access')
  const client = await app.services.store.clients.findByClientId(body.client_id)
  expect(client).toMatchObject({ consentScreen: true, firstParty: false, dynamicallyRegistered: true })
})

test('no address inside is ever called for a stranger', async () => {
  const canary = await startListener()
  const { host, port } = new URL(canary.origin)
  const inside = [
    canary.origin,
    `http://localhost:${port}`,
    `http://[::1]:${port}`,
    `http://[::ffff:127.0.0.1]:${port}`,
    `http://[::127.0.0.1]:${port}`,
    `http://0.0.0.0:${port}`,
    `http://0:${port}`,
    `http://2130706433:${port}`,
    `http://0x7f000001:${port}`,
    `http://0177.0.0.1:${port}`,
    `http://127.1:${port}`,
    'http://169.254.169.254',
    'http://[fd00:ec2::254]',
    'http://100.64.0.1',
    `http://[64:ff9b::7f00:1]:${port}`,
    'http://[fec0::1]',
    `https://${host}`,
  ]
  for (const origin of inside) {
    for (const member of ['jwks_uri', 'sector_identifier_uri', 'logo_uri', 'backchannel_logout_uri', 'client_uri']) {
      const { status, body } = await register({ ...minimal, [member]: `${origin}/x` })
      expect({ origin, member, status, error: body.error }).toEqual({
        origin,
        member,
        status: 400,
        error: 'invalid_client_metadata',
      })
    }
  }
  expect(canary.received).toHaveLength(0)
  await canary.close()
})

test('management needs the token of this very registration', async () => {
  const [{ body: one }, { body: other }] = [await register(), await register()]
  for (const token of [other.registration_access_token, 'rat_guessed', '']) {
    for (const method of ['GET', 'DELETE']) {
      const { status, headers } = await manage(one.registration_client_uri, token, { method })
      expect(status).toBe(401)
      expect(headers.get('www-authenticate')).toContain('Bearer')
    }
  }
  expect((await manage(other.registration_client_uri, other.registration_access_token)).status).toBe(200)
})

test('an update replaces everything and the token with it; of two at once one succeeds', async () => {
  const { body: made } = await register({ ...minimal, client_name: 'Before', contacts: ['a@rp.test'] })
  const { client_id, client_secret, registration_client_uri: uri, registration_access_token: token } = made
  const change = { client_id, client_secret, redirect_uris: ['https://rp.test/new'], client_name: 'After' }
  expect((await manage(uri, token, { method: 'PUT', body: { ...change, client_id: 'another' } })).status).toBe(400)
  expect((await manage(uri, token, { method: 'PUT', body: { ...change, client_secret: 'another' } })).status).toBe(400)
  const both = await Promise.all([1, 2].map(() => manage(uri, token, { method: 'PUT', body: change })))
  expect(both.map(({ status }) => status).sort()).toEqual([200, 401])
  const updated = both.find(({ status }) => status === 200)?.body
  expect(updated).toMatchObject({ client_name: 'After', redirect_uris: ['https://rp.test/new'] })
  expect(updated).not.toHaveProperty('contacts')
  expect(updated).not.toHaveProperty('client_secret')
  expect((await manage(uri, token)).status).toBe(401)
  expect((await manage(uri, updated.registration_access_token)).status).toBe(200)
  expect((await postForm(app, '/oauth/token/revoke', { token: 'x' }, basic(asClient(made)))).status).toBe(200)
})

test('after its removal an application, its token and its secret are nothing', async () => {
  const { body } = await register()
  expect(
    (await manage(body.registration_client_uri, body.registration_access_token, { method: 'DELETE' })).status,
  ).toBe(204)
  expect((await manage(body.registration_client_uri, body.registration_access_token)).status).toBe(401)
  expect((await postForm(app, '/oauth/token/revoke', { token: 'x' }, basic(asClient(body)))).status).toBe(401)
})

test('any site may register, since nothing but what is sent counts', async () => {
  const preflight = await fetch(`${app.origin}/oauth/register`, {
    method: 'OPTIONS',
    headers: {
      origin: 'http://localhost:6274',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,mcp-protocol-version',
    },
  })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-headers')).toContain('mcp-protocol-version')
  const { headers } = await register(minimal, { origin: 'http://localhost:6274' })
  expect(headers.get('access-control-allow-origin')).toBe('*')
})

test('what is not JSON is refused in the words of the protocol', async () => {
  expect(await register('{')).toMatchObject({ status: 400, body: { error: 'invalid_client_metadata' } })
  expect(await register('[]')).toMatchObject({ status: 400, body: { error: 'invalid_client_metadata' } })
  expect((await register('[['.repeat(5000))).status).toBe(400)
  expect((await register(`{"a":"${'x'.repeat(1_000_000)}"}`)).status).toBe(413)
  expect((await register('redirect_uris=x', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(400)
})

test('discovery names the endpoint only while it is open, and a closed one says which switch it is', async () => {
  const by = { actor: { type: 'system' } } as const
  const metadata = async () => (await fetch(`${app.origin}/.well-known/oauth-authorization-server`)).json()
  expect(await metadata()).toMatchObject({ registration_endpoint: `${app.origin}/oauth/register` })
  await saveOAuthSettings(app.services, { change: { dynamicRegistration: false }, by })
  await app.engine.refresh()
  expect(await metadata()).not.toHaveProperty('registration_endpoint')
  const { status, body } = await register()
  expect(status).toBe(422)
  expect(body.errors[0].code).toBe('feature_requires_dynamic_oauth_client_registration')
})

test.each([
  ['Good \u202egpj.exe', 'Good  gpj.exe'],
  ['two\nlines', 'two lines'],
  [' \u200b\ufeff ', undefined],
])('the name %j turns nothing around on the page that asks for consent', async (sent, shown) => {
  const { body } = await register({ ...minimal, client_name: sent })
  expect(body['client_name']).toBe(shown ?? body['client_id'])
})

test('text that no database holds is refused, wherever it is', async () => {
  for (const said of [{ client_name: 'a\0b' }, { contacts: ['a\0b'] }, { software_id: '\ud800' }]) {
    const { status, body } = await register({ ...minimal, ...said })
    expect([status, body['error']]).toEqual([400, 'invalid_client_metadata'])
  }
})

test('an address that starts whatever app it names is none to come back to', async () => {
  const { body } = await register({ redirect_uris: ['intent://rp.test#Intent;scheme=https;end'.replace('#', '?')] })
  expect(body['error']).toBe('invalid_redirect_uri')
})
