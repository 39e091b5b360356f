import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { bySystem } from '../../src/core/audit/author.ts'
import type { ResourceDetails } from '../../src/core/resources/check-resource.ts'
import { createResource } from '../../src/core/resources/create-resource.ts'
import { adminApiKey, startApp, type TestApp } from '../support/app.ts'
import { claimsOf, locationOf, protocol, userinfo } from '../support/protocol.ts'

const api = 'https://api.example/v1'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

const web = async (more = {}) => protocol(app, await app.createClient(more))

async function resource(more: Partial<ResourceDetails> = {}): Promise<void> {
  const details: ResourceDetails = {
    identifier: api,
    name: 'The API',
    scopes: [
      { scope: 'read', description: 'Read your things' },
      { scope: 'write', description: null },
    ],
    format: 'jwt',
    accessTokenTtl: null,
    introspectionClients: [],
    ...more,
  }
  await createResource(app.services, { details, by: bySystem })
  await app.engine.refresh()
}

test('a token for a resource is a JWT for that audience only (F04, RFC 9068)', async () => {
  const user = await app.createUser()
  await resource({ accessTokenTtl: 600 })
  const client = await app.createClient()
  const { tokens, introspect } = protocol(app, client)
  const answer = await tokens({ scope: 'openid read', resource: api })
  expect(answer).toMatchObject({ expires_in: 600, scope: 'read' })
  expect(decodeProtectedHeader(answer.access_token)).toMatchObject({ typ: 'at+jwt', alg: 'RS256' })
  const keys = createRemoteJWKSet(new URL(`${app.origin}/.well-known/jwks.json`))
  const { payload } = await jwtVerify(answer.access_token, keys, {
    issuer: app.origin,
    audience: api,
    currentDate: new Date(),
  })
  expect(payload).toMatchObject({ sub: user.id, client_id: client.clientId, scope: 'read' })
  expect(payload.jti).toMatch(/^oat_/)
  expect(Number(payload.exp) - Number(payload.iat)).toBe(600)
  expect(claimsOf(answer.id_token)).toMatchObject({ aud: client.clientId })
  expect((await introspect(answer.access_token)).body).toMatchObject({
    active: true,
    aud: api,
    scope: 'read',
    sub: user.id,
  })
})

test('a token for a resource opens nothing of ours (G12)', async () => {
  await app.createUser()
  await resource()
  await resource({ identifier: 'https://opaque.example', format: 'opaque', scopes: [] })
  const { tokens } = await web()
  for (const params of [
    { scope: 'openid read', resource: api },
    { scope: 'openid', resource: 'https://opaque.example' },
  ]) {
    const { access_token } = await tokens(params)
    expect((await userinfo(app, access_token)).status).toBe(401)
    const headers = { authorization: `Bearer ${access_token}` }
    expect((await fetch(`${app.origin}/v1/users`, { headers })).status).toBe(401)
  }
  expect((await fetch(`${app.origin}/v1/users`, { headers: { authorization: `Bearer ${adminApiKey}` } })).status).toBe(
    200,
  )
})

test('the consent page names the resource and what may be done there', async () => {
  await app.createUser()
  await resource()
  const { request } = await web()
  const login = await app.browser().open(`/oauth/authorize?${request({ scope: 'openid read', resource: api })}`)
  const consent = await login.submit({ identifier: 'alice@example.com', password: 'correct horse battery staple' })
  expect(consent.text).toContain('The API')
  expect(consent.text).toContain('Read your things')
})

test.each([
  ['unknown', 'https://other.example'],
  ['with a fragment', `${api}#x`],
  ['relative', '/v1'],
  ['no URI', 'api'],
  ['with a NUL', `${api}\0`],
  ['without a name', 'https://'],
])('a resource that is %s is no target (G11)', async (_kind, identifier) => {
  await app.createUser()
  await resource()
  const { ask, code, redeem } = await web()
  expect(locationOf(await ask({ resource: identifier })).searchParams.get('error')).toBe('invalid_target')
  const value = await code({ scope: 'openid read', resource: api })
  expect(await redeem(value, { resource: identifier })).toMatchObject({
    status: 400,
    body: { error: 'invalid_target' },
  })
})

test('one token is for one resource, of those that were asked for (G11)', async () => {
  await app.createUser()
  const second = 'https://second.example'
  await resource()
  await resource({ identifier: second, scopes: [{ scope: 'list', description: null }] })
  await resource({ identifier: 'https://third.example', scopes: [] })
  const client = await app.createClient()
  const { request, redeem, refresh } = protocol(app, client)
  const both = `${request({ scope: 'openid read list offline_access' })}&${new URLSearchParams([
    ['resource', api],
    ['resource', second],
  ])}`
  const browser = app.browser()
  const { passPages } = await import('../support/protocol.ts')
  const codeFor = async () =>
    (await passPages(await browser.open(`/oauth/authorize?${both}`))).url.searchParams.get('code') ?? ''

  expect((await redeem(await codeFor())).body.error).toBe('invalid_target')
  expect((await redeem(await codeFor(), { resource: 'https://third.example' })).body.error).toBe('invalid_target')
  const first = await redeem(await codeFor(), { resource: api })
  expect(claimsOf(first.body.access_token)).toMatchObject({ aud: api, scope: 'read' })
  const other = await refresh(first.body.refresh_token, { resource: second })
  expect(claimsOf(other.body.access_token)).toMatchObject({ aud: second, scope: 'list' })
  const wider = await refresh(other.body.refresh_token, { resource: 'https://third.example' })
  expect(wider).toMatchObject({ status: 400, body: { error: 'invalid_target' } })
})

test('a machine gets a token for a resource, with scopes it was given', async () => {
  await resource()
  const client = await app.createClient({ grantTypes: ['client_credentials'], scopes: 'read' })
  const { token, introspect } = protocol(app, client)
  const grant = { grant_type: 'client_credentials', resource: api }
  const { body } = await token({ ...grant, scope: 'read' })
  expect(claimsOf(body.access_token)).toMatchObject({
    aud: api,
    sub: client.clientId,
    client_id: client.clientId,
    scope: 'read',
  })
  expect((await introspect(body.access_token)).body).toMatchObject({ active: true, aud: api })
  expect((await token({ ...grant, scope: 'write' })).body.error).toBe('invalid_scope')
  await app.services.store.clients.update(client.id, { disabledAt: app.services.clock.now() })
  expect((await introspect(body.access_token)).status).toBe(401)
})

test('a resource server that an administrator named learns about tokens for it, and no others (F08)', async () => {
  await app.createUser()
  const server = await app.createClient({ grantTypes: ['client_credentials'], scopes: 'email' })
  await resource({ introspectionClients: [server.clientId] })
  await resource({
    identifier: 'https://opaque.example',
    format: 'opaque',
    scopes: [],
    introspectionClients: [server.clientId],
  })
  await resource({ identifier: 'https://other.example', scopes: [] })
  const client = await app.createClient()
  const { tokens, revoke } = protocol(app, client)
  const { introspect } = protocol(app, server)
  for (const [target, active] of [
    [api, true],
    ['https://opaque.example', true],
    ['https://other.example', false],
    [undefined, false],
  ] as const) {
    const { access_token } = await tokens({ resource: target })
    expect((await introspect(access_token)).body.active).toBe(active)
  }
  const { access_token, refresh_token } = await tokens({ resource: api })
  await revoke(refresh_token)
  expect((await introspect(access_token)).body).toEqual({ active: false })
})

test('a JWT dies with its grant, and cannot be revoked by itself (A.1.5)', async () => {
  const user = await app.createUser()
  await resource()
  const client = await app.createClient()
  const { tokens, revoke, introspect } = protocol(app, client)
  const { access_token, refresh_token } = await tokens({ resource: api })
  expect(await revoke(access_token)).toMatchObject({ status: 400, body: { error: 'unsupported_token_type' } })
  await revoke(refresh_token)
  expect((await introspect(access_token)).body).toEqual({ active: false })
  const again = await tokens({ resource: api })
  await app.services.store.artifacts.deleteByClient(client.clientId, user.id)
  expect((await introspect(again.access_token)).body).toEqual({ active: false })
})

test('with ACCESS_TOKEN_FORMAT=jwt every access token is one, and userinfo takes it (A.1.8)', async () => {
  const jwt = await startApp({ ACCESS_TOKEN_FORMAT: 'jwt' })
  try {
    const user = await jwt.createUser()
    const client = await jwt.createClient()
    const { tokens, refresh, introspect, revoke } = protocol(jwt, client)
    const { access_token, refresh_token, scope } = await tokens()
    expect(decodeProtectedHeader(access_token)).toMatchObject({ typ: 'at+jwt', alg: 'RS256', kid: expect.any(String) })
    expect(claimsOf(access_token)).toMatchObject({
      aud: jwt.origin,
      iss: jwt.origin,
      sub: user.id,
      client_id: client.clientId,
      scope,
    })
    expect(claimsOf(access_token)['jti']).toMatch(/^oat_/)
    expect(await userinfo(jwt, access_token)).toMatchObject({
      status: 200,
      body: { sub: user.id, email: 'alice@example.com' },
    })
    expect((await introspect(access_token)).body).toMatchObject({ active: true, sub: user.id, token_type: 'Bearer' })
    const next = (await refresh(refresh_token)).body
    expect((await userinfo(jwt, next.access_token)).status).toBe(200)

    const [header, payload, signature] = access_token.split('.')
    const later = Buffer.from(JSON.stringify({ ...claimsOf(access_token), exp: 9_999_999_999 })).toString('base64url')
    const { privateKey } = await (await import('jose')).generateKeyPair('RS256')
    const { kid } = decodeProtectedHeader(access_token)
    const forged = await new SignJWT(claimsOf(access_token))
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: String(kid) })
      .sign(privateKey)
    const last = signature.at(-1) === 'A' ? 'B' : 'A'
    const wrong = [
      `${header}.${later}.${signature}`,
      `${header}.${payload}.`,
      `${header}.${payload}`,
      `${access_token}=`,
      `${access_token}.x`,
      `${header}.${payload}.${signature.slice(0, -1)}${last}`,
      forged,
    ]
    for (const token of wrong) {
      expect([400, 401]).toContain((await userinfo(jwt, token)).status)
      expect((await introspect(token)).body).toEqual({ active: false })
    }
    await revoke(next.refresh_token)
    expect((await userinfo(jwt, access_token)).status).toBe(401)
    const fresh = await tokens()
    jwt.advance(3600)
    expect((await userinfo(jwt, fresh.access_token)).status).toBe(401)
  } finally {
    await jwt.close()
  }
})
