import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { answerOf, basic, postForm } from '../support/post-form.ts'
import { protocol, userinfo } from '../support/protocol.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

const web = async (more = {}) => protocol(app, await app.createClient(more))
const dead = { active: false }

test('an application learns what its tokens are good for (A.1.4, F08)', async () => {
  const user = await app.createUser()
  const client = await app.createClient()
  const { tokens, introspect } = protocol(app, client)
  const { access_token, refresh_token } = await tokens()
  for (const hint of [undefined, 'access_token', 'refresh_token', 'nonsense']) {
    const { status, headers, body } = await introspect(access_token, { token_type_hint: hint })
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toContain('no-store')
    expect(body).toMatchObject({
      active: true,
      client_id: client.clientId,
      sub: user.id,
      scope: 'openid profile email offline_access',
      iss: app.origin,
      token_type: 'Bearer',
    })
    expect(body.exp - body.iat).toBe(3600)
    expect((await introspect(refresh_token, { token_type_hint: hint })).body).toMatchObject({
      active: true,
      sub: user.id,
    })
  }
})

test('a token that is not good is inactive and nothing more (F08)', async () => {
  const user = await app.createUser()
  const { tokens, introspect, revoke, refresh } = await web()
  const { access_token, refresh_token } = await tokens()
  for (const token of ['unknown', 'oat_x', `${access_token}x`, '\0', 'é', 'x'.repeat(10_000)]) {
    expect(await introspect(token)).toMatchObject({ status: 200, body: dead })
  }
  await refresh(refresh_token)
  app.advance(11)
  expect((await introspect(refresh_token)).body).toEqual(dead)
  app.advance(3600)
  expect((await introspect(access_token)).body).toEqual(dead)
  const revoked = await tokens()
  await revoke(revoked.refresh_token)
  expect((await introspect(revoked.access_token)).body).toEqual(dead)
  const banned = await tokens()
  await app.services.store.users.update(user.id, { bannedAt: app.services.clock.now() })
  expect((await introspect(banned.access_token)).body).toEqual(dead)
  expect((await introspect(banned.refresh_token)).body).toEqual(dead)
})

test('the scope that is asked about must have been granted (A.1.4)', async () => {
  await app.createUser()
  const { tokens, introspect } = await web()
  const { access_token } = await tokens({ scope: 'openid email' })
  expect((await introspect(access_token, { scope: 'email' })).body.active).toBe(true)
  expect((await introspect(access_token, { scope: 'openid email' })).body.active).toBe(true)
  expect((await introspect(access_token, { scope: 'profile' })).body).toEqual(dead)
  expect((await introspect(access_token, { scope: 'email profile' })).body).toEqual(dead)
})

test('others learn nothing: strangers, other applications, public ones (CL-25, F08)', async () => {
  await app.createUser()
  const own = await web()
  const other = await web()
  const spa = await app.createClient({ tokenEndpointAuthMethod: 'none' })
  const { access_token } = await own.tokens()
  expect(await own.introspect(access_token, {}, {})).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
  const wrong = basic({ clientId: 'nobody', clientSecret: 'x' })
  expect(await own.introspect(access_token, {}, wrong)).toMatchObject({
    status: 401,
    body: { error: 'invalid_client' },
  })
  expect((await other.introspect(access_token)).body).toEqual(dead)
  const asPublic = await postForm(app, '/oauth/token_info', { token: access_token, client_id: spa.clientId })
  expect(asPublic.body).toEqual(dead)
  expect((await own.introspect('')).body.error).toBe('invalid_request')
  expect((await fetch(`${app.origin}/oauth/token_info`)).status).toBe(405)
})

test('the answer comes as a signed JWT to those who want one (RFC 9701)', async () => {
  await app.createUser()
  const client = await app.createClient()
  const { tokens } = protocol(app, client)
  const { access_token } = await tokens()
  const ask = (token: string) =>
    fetch(`${app.origin}/oauth/token_info`, {
      method: 'POST',
      body: new URLSearchParams({ token }),
      headers: { ...basic(client), accept: 'application/token-introspection+jwt' },
    })
  const response = await ask(access_token)
  expect(response.headers.get('content-type')).toContain('application/token-introspection+jwt')
  const keys = createRemoteJWKSet(new URL(`${app.origin}/.well-known/jwks.json`))
  const checks = {
    issuer: app.origin,
    audience: client.clientId,
    typ: 'token-introspection+jwt',
    currentDate: new Date(),
  }
  const { payload } = await jwtVerify(await response.text(), keys, checks)
  expect(payload['token_introspection']).toMatchObject({ active: true, client_id: client.clientId })
  expect(payload).not.toHaveProperty('sub')
  const unknown = await jwtVerify(await (await ask('unknown')).text(), keys, checks)
  expect(unknown.payload['token_introspection']).toEqual(dead)
})

test('the signed answer has the algorithm of the ID tokens of who asks', async () => {
  const client = await app.createClient({ idTokenSignedResponseAlg: 'ES256' })
  const response = await fetch(`${app.origin}/oauth/token_info`, {
    method: 'POST',
    body: new URLSearchParams({ token: 'unknown' }),
    headers: { ...basic(client), accept: 'application/token-introspection+jwt' },
  })
  expect(decodeProtectedHeader(await response.text()).alg).toBe('ES256')
})

test('either token that is revoked ends the whole grant (CL-24, F09)', async () => {
  await app.createUser()
  const { tokens, revoke, introspect, refresh } = await web()
  for (const kind of ['access_token', 'refresh_token'] as const) {
    for (const hint of [undefined, 'access_token', 'refresh_token', 'nonsense']) {
      const issued = await tokens()
      expect(await revoke(issued[kind], { token_type_hint: hint })).toMatchObject({ status: 200, body: {} })
      expect((await userinfo(app, issued.access_token)).status).toBe(401)
      expect((await introspect(issued.refresh_token)).body).toEqual(dead)
      expect((await refresh(issued.refresh_token)).body.error).toBe('invalid_grant')
      expect((await revoke(issued[kind])).status).toBe(200)
    }
  }
})

test('a revocation is answered with nothing, or with an empty object to who asks for JSON (RFC 7009 2.2)', async () => {
  const client = await app.createClient()
  const answer = async (accept: string) => {
    const headers = { ...basic(client), accept }
    const body = new URLSearchParams({ token: 'unknown' })
    const response = await fetch(`${app.origin}/oauth/token/revoke`, { method: 'POST', headers, body })
    return [response.status, await response.text()]
  }
  expect(await answer('*/*')).toEqual([200, ''])
  expect(await answer('application/json')).toEqual([200, '{}'])
})

test('unknown and foreign tokens get the same answer, and foreign ones live on (F09)', async () => {
  await app.createUser()
  const own = await web()
  const other = await web()
  const { access_token, refresh_token } = await own.tokens()
  for (const token of [access_token, refresh_token, 'unknown', '\0']) {
    expect(await other.revoke(token)).toMatchObject({ status: 200, body: {} })
  }
  expect((await userinfo(app, access_token)).status).toBe(200)
  expect((await own.refresh(refresh_token)).status).toBe(200)
  expect((await fetch(`${app.origin}/oauth/token/revoke`)).status).toBe(405)
  expect(await other.revoke(access_token, {}, basic({ clientId: 'nobody', clientSecret: 'x' }))).toMatchObject({
    status: 401,
  })
})

test('a public application revokes its own tokens, from its own page (Q05)', async () => {
  await app.createUser()
  const spa = await web({ tokenEndpointAuthMethod: 'none', redirectUris: ['https://spa.test/cb'] })
  const { access_token, refresh_token } = await spa.tokens()
  const evil = await spa.revoke(refresh_token, {}, { origin: 'https://evil.test' })
  expect(evil.headers.get('access-control-allow-origin')).toBeNull()
  expect((await userinfo(app, access_token)).status).toBe(200)
  const own = await spa.revoke(refresh_token, {}, { origin: 'https://spa.test' })
  expect(own.status).toBe(200)
  expect(own.headers.get('access-control-allow-origin')).toBe('https://spa.test')
  expect((await userinfo(app, access_token)).status).toBe(401)
})

test('a browser that asks for a page gets the error as JSON all the same', async () => {
  const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' }
  const init = { method: 'POST', headers, body: 'token=x' }
  const { status, body } = await answerOf(await fetch(`${app.origin}/oauth/token_info`, init))
  expect([status, body.error]).toEqual([401, 'invalid_client'])
})
