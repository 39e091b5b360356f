import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { bySystem } from '../../src/core/audit/author.ts'
import { rotateClientSecret } from '../../src/core/clients/rotate-client-secret.ts'
import { updateClient } from '../../src/core/clients/update-client.ts'
import { withdrawConsent } from '../../src/core/consents/withdraw-consent.ts'
import { digest } from '../../src/kit/secrets.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { answerOf, basic, postForm } from '../support/post-form.ts'
import { claimsOf, protocol, userinfo } from '../support/protocol.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

const web = async (more = {}) => protocol(app, await app.createClient(more))
const publicClient = (more = {}) => web({ tokenEndpointAuthMethod: 'none', ...more })
const send = async (init: RequestInit) =>
  answerOf(await fetch(`${app.origin}/oauth/token`, { method: 'POST', ...init }))

test('a code becomes tokens, once, and the answer is not kept (CL-17, C01)', async () => {
  const user = await app.createUser()
  const client = await app.createClient()
  const { code, redeem } = protocol(app, client)
  const { status, headers, body } = await redeem(await code({ nonce: 'n-0S6_WzA2Mj' }))
  expect(status).toBe(200)
  expect(headers.get('cache-control')).toContain('no-store')
  expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'openid profile email offline_access' })
  expect(claimsOf(body.id_token)).toMatchObject({
    iss: app.origin,
    sub: user.id,
    aud: client.clientId,
    nonce: 'n-0S6_WzA2Mj',
  })
})

test('without openid there is no ID token (CL-17)', async () => {
  await app.createUser()
  const { tokens } = await web()
  expect(await tokens({ scope: 'email' })).not.toHaveProperty('id_token')
})

test('a code that is used again ends what came of it (CL-14, C07)', async () => {
  await app.createUser()
  const { code, redeem, refresh, introspect } = await web()
  for (const pause of [0, 1]) {
    const value = await code()
    const { body } = await redeem(value)
    app.advance(pause)
    expect(await redeem(value)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect((await userinfo(app, body.access_token)).status).toBe(401)
    expect((await introspect(body.access_token)).body).toEqual({ active: false })
    expect((await refresh(body.refresh_token)).body.error).toBe('invalid_grant')
  }
})

test('a code is good for a minute (CL-15, C09)', async () => {
  await app.createUser()
  const { code, redeem } = await web()
  const value = await code()
  app.advance(61)
  expect((await redeem(value)).body.error).toBe('invalid_grant')
})

test('a code belongs to its application, its redirect URI and its verifier (CL-15, C02, C03, C05, C06, C11)', async () => {
  await app.createUser()
  const own = await web()
  const other = await web()
  const spa = await publicClient()
  const error = async (answer: Promise<{ status: number; body: { error: string } }>) => {
    const { status, body } = await answer
    expect(status).toBe(400)
    return body.error
  }
  expect(await error(other.redeem(await own.code(), { code_verifier: own.verifier }))).toBe('invalid_grant')
  expect(await error(spa.redeem(await own.code(), { code_verifier: own.verifier }))).toBe('invalid_grant')
  expect(await error(own.redeem(await own.code(), { redirect_uri: 'https://rp.test/other' }))).toBe('invalid_grant')
  expect(await error(own.redeem(await own.code(), { redirect_uri: undefined }))).toBe('invalid_grant')
  expect(await error(own.redeem(await own.code(), { code_verifier: undefined }))).toBe('invalid_grant')
  expect(await error(own.redeem(await own.code(), { code_verifier: 'a'.repeat(43) }))).toBe('invalid_grant')
  for (const verifier of ['a'.repeat(42), 'a'.repeat(129), `${'a'.repeat(43)}!`]) {
    expect(await error(own.redeem(await own.code(), { code_verifier: verifier }))).toBe('invalid_request')
  }
})

test('a verifier for a code without a challenge is refused (C04)', async () => {
  await app.createUser()
  const { code, redeem } = await web()
  const value = await code({ code_challenge: undefined, code_challenge_method: undefined })
  expect((await redeem(value)).body.error).toBe('invalid_grant')
  const again = await code({ code_challenge: undefined, code_challenge_method: undefined })
  expect((await redeem(again, { code_verifier: undefined })).status).toBe(200)
})

test('a code that was changed by a character is unknown (C12)', async () => {
  await app.createUser()
  const { code, redeem } = await web()
  const value = await code()
  const mutated = Array.from({ length: 40 }, (_, index) => {
    const at = index % value.length
    return value.slice(0, at) + (value[at] === 'x' ? 'y' : 'x') + value.slice(at + 1)
  })
  const wrong = [...mutated, value.slice(1), `${value}x`, `${value}\0`, value.toUpperCase(), '']
  for (const candidate of wrong) {
    const { status, body } = await redeem(candidate)
    expect([status, body.error]).toEqual([400, candidate === '' ? 'invalid_request' : 'invalid_grant'])
  }
  expect((await redeem(value)).status).toBe(200)
})

test('what ends between code and tokens ends the code (C10)', async () => {
  const { store } = app.services
  const client = await app.createClient()
  const { code, redeem } = protocol(app, client)
  const user = await app.createUser()

  const disabled = await code()
  await store.users.update(user.id, { bannedAt: app.services.clock.now() })
  expect((await redeem(disabled)).body.error).toBe('invalid_grant')
  await store.users.update(user.id, { bannedAt: null })

  const withdrawn = await code()
  await withdrawConsent(app.services, { userId: user.id, clientId: client.clientId })
  expect((await redeem(withdrawn)).body.error).toBe('invalid_grant')

  const deleted = await code()
  await store.users.delete(user.id)
  expect((await redeem(deleted)).body.error).toBe('invalid_grant')

  await app.createUser()
  const orphaned = await code()
  const change = { disabledAt: app.services.clock.now() }
  await updateClient(app.services, { id: client.id, change, by: bySystem })
  expect((await redeem(orphaned)).body.error).toBe('invalid_client')
})

test('only POST, and only a form (D01, D02)', async () => {
  for (const method of ['GET', 'PUT', 'DELETE']) {
    const answer = await fetch(`${app.origin}/oauth/token`, { method })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toContain('POST')
  }
  const types = ['application/json', 'multipart/form-data; boundary=x', 'text/plain', '']
  for (const type of types) {
    const headers: Record<string, string> = type === '' ? {} : { 'content-type': type }
    const body = new TextEncoder().encode('{"grant_type":"authorization_code"}')
    expect(await send({ headers, body })).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
  }
})

test('a client proves itself by header or by form, whichever was registered (CL-16)', async () => {
  for (const method of ['client_secret_basic', 'client_secret_post']) {
    const client = await app.createClient({ tokenEndpointAuthMethod: method, grantTypes: ['client_credentials'] })
    const { clientId: client_id, clientSecret: client_secret } = client
    const grant = { grant_type: 'client_credentials' }
    expect((await postForm(app, '/oauth/token', grant, basic(client))).status).toBe(200)
    expect((await postForm(app, '/oauth/token', { ...grant, client_id, client_secret })).status).toBe(200)
  }
})

test.each(['token', 'token_info', 'token/revoke', 'par', 'device_authorization'])(
  'whoever names no application at /oauth/%s is 401 invalid_client (RFC 6749 5.2)',
  async (path) => {
    const form = { grant_type: 'authorization_code', code: 'x', token: 'x' }
    const answer = await postForm(app, `/oauth/${path}`, form)
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
    expect(answer.headers.get('www-authenticate')).toContain('Basic')
  },
)

test('a wrong secret and an unknown client get the same answer (CL-16, D03, 0.7)', async () => {
  const client = await app.createClient({ grantTypes: ['client_credentials'] })
  const { clientId, clientSecret } = client
  const grant = { grant_type: 'client_credentials' }
  const inHeader = (id: string, secret: string) =>
    postForm(app, '/oauth/token', grant, basic({ clientId: id, clientSecret: secret }))
  const inForm = (client_id: string, client_secret: string) =>
    postForm(app, '/oauth/token', { ...grant, client_id, client_secret })
  const refused = { error: 'invalid_client', error_description: 'client authentication failed' }
  for (const [id, secret] of [
    [clientId, 'wrong'],
    ['nobody', 'wrong'],
    [clientId, clientSecret.slice(1)],
  ] as const) {
    const answer = await inHeader(id, secret)
    expect(answer).toMatchObject({ status: 401, body: refused })
    expect(answer.headers.get('www-authenticate')).toContain('Basic')
    expect(await inForm(id, secret)).toMatchObject({ status: 401, body: refused })
  }
  expect((await inForm(clientId, `${clientSecret}\0`)).status).toBe(401)
  expect((await inForm(`${clientId}\0`, clientSecret)).status).toBe(401)
})

test('a new secret takes the place of the old one at once (CL-29, D14)', async () => {
  const client = await app.createClient({ grantTypes: ['client_credentials'] })
  const grant = { grant_type: 'client_credentials' }
  const { secret } = await rotateClientSecret(app.services, { id: client.id, by: bySystem })
  expect((await postForm(app, '/oauth/token', grant, basic(client))).status).toBe(401)
  expect((await postForm(app, '/oauth/token', grant, basic({ ...client, clientSecret: secret ?? '' }))).status).toBe(
    200,
  )
})

test('a client proves itself in one way only (D04, D05, D07)', async () => {
  const client = await app.createClient({ grantTypes: ['client_credentials'] })
  const grant = { grant_type: 'client_credentials' }
  const { clientId: client_id, clientSecret: client_secret } = client
  expect((await postForm(app, '/oauth/token', { ...grant, client_secret }, basic(client))).status).toBe(400)
  expect((await postForm(app, '/oauth/token', { ...grant, client_id: 'other' }, basic(client))).status).toBe(400)
  const assertion = {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: 'a.b.c',
  }
  expect((await postForm(app, '/oauth/token', { ...grant, ...assertion }, basic(client))).status).toBe(400)
  const query = new URLSearchParams({ client_id, client_secret })
  expect([400, 401]).toContain((await postForm(app, `/oauth/token?${query}`, grant)).status)
  expect((await postForm(app, '/oauth/token', { ...grant, client_id })).status).toBe(401)
  const spa = await app.createClient({ tokenEndpointAuthMethod: 'none' })
  const asPublic = { grant_type: 'refresh_token', refresh_token: 'x', client_id: spa.clientId }
  expect((await postForm(app, '/oauth/token', { ...asPublic, client_secret: 'any' })).status).toBe(401)
})

test('what is in the header is encoded like a form (D16)', async () => {
  const client = await app.createClient({ grantTypes: ['client_credentials'] })
  const { store } = app.services
  const secret = 'a:b%c+d e~f'
  await store.clients.update(client.id, { secretDigest: digest(secret) })
  const grant = { grant_type: 'client_credentials' }
  const header = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })
  const form = (value: string) => new URLSearchParams([['', value]]).toString().slice(1)
  expect((await postForm(app, '/oauth/token', grant, header(`${client.clientId}:${form(secret)}`))).status).toBe(200)
  expect(
    (await postForm(app, '/oauth/token', grant, header(`${client.clientId}:${encodeURIComponent(secret)}`))).status,
  ).toBe(200)
  expect([400, 401]).toContain(
    (await postForm(app, '/oauth/token', grant, header(`${client.clientId}:${secret}`))).status,
  )
  for (const authorization of [
    'Basic',
    'Basic ===',
    'Basic e',
    'Bearer x',
    'Basic YQ==',
    'Basic YTo=',
    'x'.repeat(5000),
  ]) {
    expect([400, 401]).toContain((await postForm(app, '/oauth/token', grant, { authorization })).status)
  }
  const answer = await send({
    body: new URLSearchParams(grant),
    headers: { authorization: `Basic ${'x'.repeat(100_000)}` },
  })
  expect([400, 401, 431]).toContain(answer.status)
})

test.each([
  ['password', 'unsupported_grant_type'],
  ['implicit', 'unsupported_grant_type'],
  ['urn:ietf:params:oauth:grant-type:jwt-bearer', 'unsupported_grant_type'],
  ['nonsense', 'unsupported_grant_type'],
  ['', 'invalid_request'],
  [undefined, 'invalid_request'],
])('there is no grant type "%s" (D08)', async (grantType, error) => {
  const { token } = await web()
  expect(await token({ grant_type: grantType })).toMatchObject({ status: 400, body: { error } })
})

test('a repeated parameter is refused (D08)', async () => {
  const client = await app.createClient()
  const twice: [string, string][] = [
    ['grant_type', 'refresh_token'],
    ['grant_type', 'authorization_code'],
  ]
  expect(await postForm(app, '/oauth/token', twice, basic(client))).toMatchObject({
    status: 400,
    body: { error: 'invalid_request' },
  })
})

test('a grant type that the application was not given is unauthorized_client (D09)', async () => {
  const machine = await web({ grantTypes: ['client_credentials'] })
  const person = await web()
  const spa = await publicClient()
  const device = 'urn:ietf:params:oauth:grant-type:device_code'
  const refused = { status: 400, body: { error: 'unauthorized_client' } }
  expect(await machine.token({ grant_type: 'authorization_code', code: 'x' })).toMatchObject(refused)
  expect(await spa.token({ grant_type: 'client_credentials' })).toMatchObject(refused)
  expect(await person.token({ grant_type: 'client_credentials' })).toMatchObject(refused)
  expect(await person.token({ grant_type: device, device_code: 'x' })).toMatchObject(refused)
})

test('a machine gets a token of its own: no person, no session, nothing to renew (D10)', async () => {
  const customScopes = [{ scope: 'api:read', description: null, requires_consent: true }]
  const application = { grantTypes: ['client_credentials'], scopes: 'api:read email', customScopes }
  const client = await app.createClient(application)
  const { token, introspect } = protocol(app, client)
  const { status, body } = await token({ grant_type: 'client_credentials', scope: 'api:read' })
  expect(status).toBe(200)
  expect(Object.keys(body).sort()).toEqual(['access_token', 'expires_in', 'scope', 'token_type'])
  expect(body.scope).toBe('api:read')
  expect((await introspect(body.access_token)).body).toMatchObject({
    active: true,
    client_id: client.clientId,
    scope: 'api:read',
  })
  expect((await introspect(body.access_token)).body).not.toHaveProperty('sub')
  expect((await userinfo(app, body.access_token)).status).toBe(401)
  for (const scope of ['api:write', 'openid', 'offline_access', 'api:read openid', 'api:read "']) {
    expect(await token({ grant_type: 'client_credentials', scope })).toMatchObject({
      status: 400,
      body: { error: 'invalid_scope' },
    })
  }
})

test('twenty wrong secrets from one place are enough for a minute (D15)', async () => {
  const limited = await startApp({ RATE_LIMITS: 'on' })
  try {
    const client = await limited.createClient({ grantTypes: ['client_credentials'] })
    const grant = { grant_type: 'client_credentials' }
    const wrong = () => postForm(limited, '/oauth/token', grant, basic({ ...client, clientSecret: 'wrong' }))
    const answers = await Promise.all(Array.from({ length: 30 }, wrong))
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(20)
    expect(statuses.filter((status) => status === 429)).toHaveLength(10)
    expect(Number(answers.find(({ status }) => status === 429)?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await postForm(limited, '/oauth/token', grant, basic(client))).status).toBe(200)
  } finally {
    await limited.close()
  }
})

test('a page of the application may call the token endpoint, a page of another site may not (Q05)', async () => {
  await app.createUser()
  const { code, redeem } = await publicClient({ redirectUris: ['https://spa.test/cb'] })
  const own = await redeem(await code(), {}, { origin: 'https://spa.test' })
  expect(own.status).toBe(200)
  expect(own.headers.get('access-control-allow-origin')).toBe('https://spa.test')
  for (const origin of ['https://evil.test', 'null', 'https://spa.test.evil.test', 'http://spa.test']) {
    const other = await redeem(await code(), {}, { origin })
    expect(other.status).toBe(400)
    expect(other.headers.get('access-control-allow-origin')).toBeNull()
  }
  const preflight = await fetch(`${app.origin}/oauth/token`, {
    method: 'OPTIONS',
    headers: { origin: 'https://spa.test', 'access-control-request-method': 'POST' },
  })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-methods')).toContain('POST')
})
