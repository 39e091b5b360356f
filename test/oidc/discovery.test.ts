import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { rotateKeys } from '../../src/core/keys/rotate-keys.ts'
import { startApp, type TestApp } from '../support/app.ts'

const documents = [
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
  '/.well-known/jwks.json',
]

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

const read = async (path: string) => (await fetch(app.origin + path)).json()

test('both documents say the same, and no more than is offered', async () => {
  const [openid, oauth] = [await read(documents[0] ?? ''), await read(documents[1] ?? '')]
  expect(oauth).toEqual(openid)
  expect(openid).toMatchObject({
    issuer: app.origin,
    authorization_endpoint: `${app.origin}/oauth/authorize`,
    token_endpoint: `${app.origin}/oauth/token`,
    userinfo_endpoint: `${app.origin}/oauth/userinfo`,
    introspection_endpoint: `${app.origin}/oauth/token_info`,
    revocation_endpoint: `${app.origin}/oauth/token/revoke`,
    end_session_endpoint: `${app.origin}/oauth/logout`,
    device_authorization_endpoint: `${app.origin}/oauth/device_authorization`,
    pushed_authorization_request_endpoint: `${app.origin}/oauth/par`,
    jwks_uri: `${app.origin}/.well-known/jwks.json`,
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'form_post'],
    code_challenge_methods_supported: ['S256'],
    subject_types_supported: ['public', 'pairwise'],
    authorization_response_iss_parameter_supported: true,
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
    frontchannel_logout_supported: false,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    claims_parameter_supported: false,
  })
  expect([...openid.id_token_signing_alg_values_supported].sort()).toEqual(['ES256', 'RS256'])
  expect([...openid.token_endpoint_auth_methods_supported].sort()).toEqual([
    'client_secret_basic',
    'client_secret_post',
    'none',
    'private_key_jwt',
  ])
  expect(openid.scopes_supported).toEqual(
    expect.arrayContaining(['openid', 'profile', 'email', 'offline_access', 'groups']),
  )
  expect(openid.claims_supported).toEqual(expect.arrayContaining(['sub', 'iss', 'aud', 'exp', 'iat', 'email', 'name']))
  expect(Object.values(openid)).not.toContain(null)
  for (const absent of ['registration_endpoint', 'client_id_metadata_document_supported'])
    expect(openid).not.toHaveProperty(absent)
  const text = JSON.stringify(openid)
  for (const absent of ['HS256', 'HS384', 'HS512', '"fragment"', 'client_secret_jwt', 'RSA1_5'])
    expect(text).not.toContain(absent)
  const algorithms = Object.entries(openid).filter(([name]) => name.includes('_alg_values_'))
  expect(algorithms.length).toBeGreaterThan(3)
  for (const [, values] of algorithms) expect(values).not.toContain('none')
})

test('keys are public ones, each with its use', async () => {
  const { keys } = await read('/.well-known/jwks.json')
  expect(keys.length).toBeGreaterThanOrEqual(2)
  for (const key of keys) {
    expect(key).toMatchObject({ kid: expect.any(String), alg: expect.any(String), use: 'sig' })
    for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) expect(key).not.toHaveProperty(secret)
    if (key.kty === 'RSA') expect(Buffer.from(key.n, 'base64url').length).toBeGreaterThanOrEqual(256)
  }
})

test.each(documents)(
  '%s may be kept for five minutes and read from any site, the second time as the first',
  async (path) => {
    for (const _round of [1, 2]) {
      const answer = await fetch(app.origin + path, { headers: { origin: 'https://anywhere.test' } })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toContain('application/json')
      expect(answer.headers.get('cache-control')).toBe('public, max-age=300')
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      expect(answer.headers.has('set-cookie')).toBe(false)
      const etag = answer.headers.get('etag') ?? ''
      expect(etag).toMatch(/^".{10,}"$/)
      const again = await fetch(app.origin + path, { headers: { 'if-none-match': etag } })
      expect(again.status).toBe(304)
      expect(await again.text()).toBe('')
    }
    const head = await fetch(app.origin + path, { method: 'HEAD' })
    expect(head.status).toBe(200)
    expect(head.headers.get('etag')).toBeTruthy()
  },
)

test('a new key is in the documents as soon as the engine has it', async () => {
  const before = await read('/.well-known/jwks.json')
  await rotateKeys(app.services, { lead: 1200 })
  await app.engine.refresh()
  const after = await read('/.well-known/jwks.json')
  expect(after.keys.length).toBeGreaterThan(before.keys.length)
  expect(after.keys.map(({ kid }: { kid: string }) => kid)).toEqual(
    expect.arrayContaining(before.keys.map(({ kid }: { kid: string }) => kid)),
  )
})

test.each(documents)('%s is only read', async (path) => {
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
    const answer = await fetch(app.origin + path, { method })
    expect([404, 405]).toContain(answer.status)
  }
  const preflight = await fetch(app.origin + path, {
    method: 'OPTIONS',
    headers: {
      origin: 'https://x.test',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'mcp-protocol-version',
    },
  })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-headers')).toContain('mcp-protocol-version')
})

test('an endpoint refuses the methods it does not know, and says which it does', async () => {
  const cases: [string, string, string][] = [
    ['GET', '/oauth/token', 'POST'],
    ['PUT', '/oauth/token', 'POST'],
    ['GET', '/oauth/par', 'POST'],
    ['GET', '/oauth/token/revoke', 'POST'],
    ['GET', '/oauth/token_info', 'POST'],
    ['GET', '/oauth/device_authorization', 'POST'],
    ['DELETE', '/oauth/userinfo', 'GET'],
    ['PUT', '/oauth/authorize', 'GET'],
    ['GET', '/oauth/logout/confirm', 'POST'],
  ]
  for (const [method, path, known] of cases) {
    const answer = await fetch(app.origin + path, { method })
    expect({ method, path, status: answer.status }).toEqual({ method, path, status: 405 })
    expect(answer.headers.get('allow')).toContain(known)
  }
})

test('a path is what is written, in small letters and without a slash more', async () => {
  for (const path of [
    '/OAUTH/TOKEN',
    '/oauth/token/',
    '/oauth/Authorize',
    '/.well-known/JWKS.json',
    '/oauth/userinfo/',
    '/oauth/nothing',
  ]) {
    for (const method of ['GET', 'POST']) expect((await fetch(app.origin + path, { method })).status).toBe(404)
  }
})

test.each(['TRACE', 'OPTIONS'])('%s of the server itself repeats nothing', async (method) => {
  const { status, body } = await raw(method, '*')
  expect(status).toBeGreaterThanOrEqual(400)
  expect(body).not.toContain('canary')
})

test('an address in the request line does not become our address', async () => {
  for (const path of documents) {
    const { status, body } = await raw('GET', `http://evil.test${path}`)
    expect(status).toBe(421)
    expect(body).not.toContain('evil.test')
  }
})

function raw(method: string, path: string): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(app.origin)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers: { 'x-canary': 'canary' } }, (response) => {
      let body = ''
      response.on('data', (chunk) => {
        body += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
    sent.on('error', reject)
    sent.end()
  })
}
