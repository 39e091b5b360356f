import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type ApiMethod, api, refusal } from '../support/api.ts'
import { adminApiKey, startApp, type TestApp } from '../support/app.ts'
import { relyingParty } from '../support/relying-party.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

/** Every method and path of the OpenAPI document, with something in place of each parameter. */
async function everyRoute(): Promise<[ApiMethod, string][]> {
  const { paths } = await api(app).done('get', '/v1/openapi.json')
  return Object.entries(paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method): [ApiMethod, string] => [method as ApiMethod, path.replace(/\{\w+\}/g, 'x')]),
  )
}

describe('every route of the API', () => {
  const wrong: [what: string, headers: Record<string, string>, code: string][] = [
    ['no key', {}, 'authorization_header_format_invalid'],
    ['an empty bearer', { authorization: 'Bearer ' }, 'authorization_header_format_invalid'],
    ['another scheme', { authorization: `Basic ${adminApiKey}` }, 'authorization_header_format_invalid'],
    ['the key alone', { authorization: adminApiKey }, 'authorization_header_format_invalid'],
    ['a wrong key', { authorization: 'Bearer sk_test_wrong' }, 'clerk_key_invalid'],
    ['a part of the key', { authorization: `Bearer ${adminApiKey.slice(0, -1)}` }, 'clerk_key_invalid'],
    ['more than the key', { authorization: `Bearer ${adminApiKey}x` }, 'clerk_key_invalid'],
  ]

  test.each(wrong)('refuses %s', async (_what, headers, code) => {
    for (const [method, path] of await everyRoute()) {
      const answer = await api(app).call(method, path, { key: null, headers })
      expect([method, path, ...refusal(answer)]).toEqual([method, path, 401, code])
      expect(answer.headers['content-type']).toBe('application/json')
      expect(answer.headers['www-authenticate']).toBe('Bearer')
    }
  })

  test('refuses a key in the query, in a cookie or in the body', async () => {
    for (const [method, path] of await everyRoute()) {
      const address = `${path}?api_key=${adminApiKey}&access_token=${adminApiKey}&authorization=Bearer%20${adminApiKey}`
      const headers = { cookie: `authorization=${adminApiKey}; session=${adminApiKey}` }
      const body = method === 'get' ? undefined : { api_key: adminApiKey, access_token: adminApiKey }
      const answer = await api(app).call(method, address, { key: null, headers, body })
      expect([method, path, answer.status]).toEqual([method, path, 401])
    }
  })

  test('refuses tokens of a person and of a machine', async () => {
    await app.createUser()
    const scripted = await app.createClient({
      grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
    })
    const rp = await relyingParty(app, scripted)
    const tokens = await rp.signIn()
    const machine = await api(app).call('post', '/oauth/token', {
      key: null,
      headers: {
        authorization: `Basic ${Buffer.from(`${scripted.clientId}:${scripted.clientSecret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    })
    for (const key of [
      tokens.access_token,
      tokens.id_token ?? '',
      tokens.refresh_token ?? '',
      machine.body.access_token,
    ]) {
      expect(key).toBeTruthy()
      const answer = await api(app).call('get', '/v1/users', { key })
      expect(answer.status).toBe(401)
    }
  })

  test('lets a key for reading look, and no more', async () => {
    const { secret } = await api(app).done('post', '/v1/api_keys', { name: 'Dashboards', scopes: ['read'] })
    for (const [method, path] of await everyRoute()) {
      const answer = await api(app).call(method, path, { key: secret })
      const reads = method === 'get' || path.endsWith('/access_tokens/verify')
      const secretive = path.includes('/oauth_access_tokens/')
      expect([method, path, answer.status === 403]).toEqual([method, path, !reads || secretive])
      if (answer.status === 403) expect(refusal(answer)).toEqual([403, 'authorization_invalid'])
    }
  })
})

test('a key that is revoked or has expired is refused at once', async () => {
  const { done, call } = api(app)
  const revoked = await done('post', '/v1/api_keys', { name: 'A' })
  expect((await call('get', '/v1/users', { key: revoked.secret })).status).toBe(200)
  await done('delete', `/v1/api_keys/${revoked.id}`)
  expect(refusal(await call('get', '/v1/users', { key: revoked.secret }))).toEqual([401, 'clerk_key_invalid'])
  expect((await call('delete', `/v1/api_keys/${revoked.id}`)).status).toBe(404)

  const soon = app.services.clock.now().getTime() + 60_000
  const brief = await done('post', '/v1/api_keys', { name: 'B', expires_at: soon })
  expect((await call('get', '/v1/users', { key: brief.secret })).status).toBe(200)
  app.advance(61)
  expect(refusal(await call('get', '/v1/users', { key: brief.secret }))).toEqual([401, 'clerk_key_invalid'])
})

test('keys are listed with when they were used, never with what they are', async () => {
  const { done, call } = api(app)
  const made = await done('post', '/v1/api_keys', { name: 'Script' })
  await call('get', '/v1/users', { key: made.secret })
  const { data } = await done('get', '/v1/api_keys')
  const listed = data.find((key: { id: string }) => key.id === made.id)
  expect(listed).toMatchObject({ name: 'Script', scopes: ['*'], revoked: false, last_used_at: expect.any(Number) })
  expect(JSON.stringify(data)).not.toContain(made.secret)
})

test('strange spellings of a path lead nowhere', async () => {
  const strange = [
    '//v1/users',
    '/x/../v1/users',
    '/%2fv1/users',
    '/V1/users',
    '/v1/users;a=b',
    '/v1/%75sers/..',
    '/v1/users/%00',
  ]
  for (const path of strange) {
    const status = await rawGet(path, { 'x-original-url': '/v1/users', 'x-http-method-override': 'GET' })
    expect([path, [401, 404].includes(status)]).toEqual([path, true])
  }
  expect(await rawGet('/', { 'x-original-url': '/v1/users', 'x-rewrite-url': '/v1/users' })).not.toBe(401)
})

test('a method in a header changes nothing', async () => {
  const { done, call } = api(app)
  const user = await done('post', '/v1/users', { email_address: ['a@example.com'] })
  await call('get', `/v1/users/${user.id}`, { headers: { 'x-http-method-override': 'DELETE' } })
  expect((await call('get', `/v1/users/${user.id}`)).status).toBe(200)
})

/** As `fetch` would not send it: the path byte for byte. */
function rawGet(path: string, headers: Record<string, string>): Promise<number> {
  const { hostname, port } = new URL(app.origin)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    sent.on('error', reject).end()
  })
}
