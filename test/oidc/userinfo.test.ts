import { createHmac, createPublicKey } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { api } from '../support/api.ts'
import { adminApiKey, startApp, type TestApp } from '../support/app.ts'
import { proofKey } from '../support/dpop.ts'
import { answerOf, basic, postForm } from '../support/post-form.ts'
import { claimsOf, protocol, userinfo } from '../support/protocol.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

const web = async (more = {}) => protocol(app, await app.createClient(more))
const everything = 'openid profile email public_metadata private_metadata groups offline_access'
const ask = async (init: RequestInit, path = '') =>
  answerOf(await fetch(`${app.origin}/oauth/userinfo${path}`, { headers: { accept: '*/*' }, ...init }))
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

test('userinfo needs no openid, by GET and POST, by header and form (CL-18)', async () => {
  const user = await app.createUser()
  const { tokens } = await web()
  const { access_token } = await tokens({ scope: 'email' })
  const body = new URLSearchParams({ access_token })
  for (const init of [
    { headers: bearer(access_token) },
    { headers: bearer(access_token), method: 'POST' },
    { headers: { authorization: `bearer ${access_token}` } },
    { method: 'POST', body },
  ]) {
    const answer = await ask(init)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toContain('no-store')
    expect(answer.headers.get('content-type')).toContain('application/json')
    expect(answer.body).toEqual({
      object: 'oauth_user_info',
      instance_id: expect.stringMatching(/^ins_/),
      user_id: user.id,
      sub: user.id,
      email: 'alice@example.com',
      email_verified: true,
    })
  }
})

test('each scope releases its own claims, empty ones as null (CL-19, F02)', async () => {
  await app.createUser('alice@example.com', {
    firstName: 'Alice',
    publicMetadata: { roles: ['editor'] },
    unsafeMetadata: { theme: 'dark' },
    privateMetadata: { stripe: 'cus_1' },
    groups: ['staff'],
  })
  const { tokens } = await web({ scopes: everything })
  const always = ['instance_id', 'object', 'sub', 'user_id']
  const released = async (scope: string) => {
    const { access_token } = await tokens({ scope })
    const { body } = await userinfo(app, access_token)
    return {
      body,
      keys: Object.keys(body)
        .filter((key) => !always.includes(key))
        .sort(),
    }
  }
  expect((await released('openid')).keys).toEqual([])
  expect((await released('email')).keys).toEqual(['email', 'email_verified'])
  const profile = await released('profile')
  expect(profile.keys).toEqual(['family_name', 'given_name', 'name', 'picture', 'preferred_username', 'username'])
  expect(profile.body).toMatchObject({ given_name: 'Alice', name: 'Alice', family_name: null, picture: null })
  const open = await released('public_metadata')
  expect(open.body).toMatchObject({ public_metadata: { roles: ['editor'] }, unsafe_metadata: { theme: 'dark' } })
  expect(open.keys).toEqual(['public_metadata', 'unsafe_metadata'])
  expect((await released('private_metadata')).keys).toEqual(['private_metadata'])
  expect((await released('groups')).body.groups).toEqual(['staff'])
})

test('who asks with openid gets no claim without a value (OpenID Connect Core 5.3.2)', async () => {
  const user = await app.createUser('alice@example.com', { firstName: 'Alice' })
  const { tokens } = await web()
  const { access_token, id_token } = await tokens({ scope: 'openid profile email' })
  const { body } = await userinfo(app, access_token)
  const own = { object: 'oauth_user_info', instance_id: expect.any(String), user_id: user.id, sub: user.id }
  const known = { name: 'Alice', given_name: 'Alice', email: 'alice@example.com', email_verified: true }
  expect(body).toEqual({ ...own, ...known, updated_at: expect.any(Number) })
  expect(claimsOf(id_token)).toMatchObject({ ...known, updated_at: body.updated_at })
})

test('without a token there is a challenge without an error, with a bad one there is one (CL-20, F01)', async () => {
  const none = await ask({})
  expect(none.status).toBe(401)
  expect(none.headers.get('www-authenticate')).toBe('Bearer')
  expect(none.body.errors[0].code).toBe('oauth_fetch_user_error')
  for (const token of ['garbage', 'oat_x', 'a.b.c', `oat_${'x'.repeat(43)}`, adminApiKey]) {
    const { status, headers, body } = await ask({ headers: bearer(token) })
    expect(status).toBe(401)
    expect(headers.get('www-authenticate')).toContain('error="invalid_token"')
    expect(body.errors[0].code).toBe('oauth_fetch_user_error')
  }
  for (const authorization of ['Bearer', 'Bearer %', 'Bearer a b', 'Bearer é😀']) {
    const headers = { authorization: Buffer.from(authorization).toString('latin1') }
    const answer = await ask({ headers })
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer error="invalid_token"'])
  }
  for (const authorization of ['Basic ===', 'x'.repeat(6000)]) {
    const answer = await ask({ headers: { authorization } })
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  }
})

test('a token comes in one place, and never in the address (F01)', async () => {
  await app.createUser()
  const { tokens } = await web()
  const { access_token } = await tokens()
  const body = new URLSearchParams({ access_token })
  expect((await ask({ method: 'POST', headers: bearer(access_token), body })).status).toBe(400)
  expect((await ask({}, `?${body}`)).status).toBe(401)
  const twice = new URLSearchParams([
    ['access_token', access_token],
    ['access_token', access_token],
  ])
  expect((await ask({ method: 'POST', body: twice })).status).toBe(400)
})

test('tokens end: by time, by revocation, with their session, their grant, their application (CL-20, F11)', async () => {
  await app.createUser()
  const client = await app.createClient()
  const { tokens, revoke } = protocol(app, client)
  const revoked = await tokens()
  await revoke(revoked.access_token)
  expect((await userinfo(app, revoked.access_token)).status).toBe(401)
  const { access_token } = await tokens()
  app.advance(3599)
  expect((await userinfo(app, access_token)).status).toBe(200)
  app.advance(1)
  expect((await userinfo(app, access_token)).status).toBe(401)
  const fresh = await tokens()
  await app.services.store.clients.update(client.id, { disabledAt: app.services.clock.now() })
  expect((await userinfo(app, fresh.access_token)).status).toBe(401)
})

test.each(['ban', 'lock'])(
  'a person whom an operator shuts out by %s is 403, and the token stays dead (CL-21)',
  async (act) => {
    const user = await app.createUser()
    const client = await app.createClient()
    const { tokens } = protocol(app, client)
    const { access_token, refresh_token } = await tokens({ scope: 'openid offline_access' })
    await api(app).done('post', `/v1/users/${user.id}/${act}`)
    const { status, body } = await userinfo(app, access_token)
    expect([status, body.errors[0].code]).toEqual([403, 'oauth_fetch_user_forbidden_error'])
    const introspected = await postForm(app, '/oauth/token_info', { token: access_token }, basic(client))
    expect(introspected.body).toEqual({ active: false })

    await api(app).done('post', `/v1/users/${user.id}/un${act}`)
    expect((await userinfo(app, access_token)).status).toBe(401)
    const again = await postForm(app, '/oauth/token_info', { token: access_token }, basic(client))
    expect(again.body).toEqual({ active: false })
    const verified = await api(app).call('post', '/v1/oauth_applications/access_tokens/verify', {
      body: { access_token },
    })
    expect(verified.status).toBe(404)
    const refreshed = await postForm(app, '/oauth/token', { grant_type: 'refresh_token', refresh_token }, basic(client))
    expect(refreshed.body.error).toBe('invalid_grant')
  },
)

test('the token of a deleted person is 401 (CL-21)', async () => {
  const user = await app.createUser()
  const { tokens } = await web()
  const { access_token } = await tokens()
  await api(app).done('delete', `/v1/users/${user.id}`)
  expect((await userinfo(app, access_token)).status).toBe(401)
})

test('no other token passes for an access token (F03)', async () => {
  await app.createUser()
  const { tokens } = await web()
  const { id_token, refresh_token } = await tokens()
  const key = await proofKey()
  const proof = await key.prove({ method: 'GET', url: `${app.origin}/oauth/userinfo` })
  for (const token of [id_token, refresh_token, proof]) expect((await userinfo(app, token)).status).toBe(401)
})

test('a bound token needs a proof of its key for this very request (G06, G07)', async () => {
  await app.createUser()
  const { code, redeem, tokens } = await web({ tokenEndpointAuthMethod: 'none' })
  const key = await proofKey()
  const dpop = await key.prove({ url: `${app.origin}/oauth/token` })
  const { body } = await redeem(await code(), {}, { dpop })
  expect(body.token_type).toBe('DPoP')
  const token: string = body.access_token
  const url = `${app.origin}/oauth/userinfo`
  const withProof = async (proof: string, scheme = 'DPoP', value = token) =>
    ask({ headers: { authorization: `${scheme} ${value}`, dpop: proof } })
  const good = { method: 'GET', url, accessToken: token }

  const used = await key.prove(good)
  expect((await withProof(used)).status).toBe(200)
  const replayed = await withProof(used)
  expect(replayed.status).toBe(401)
  expect(replayed.headers.get('www-authenticate')).toContain('DPoP')
  expect((await userinfo(app, token)).status).toBe(401)
  expect((await withProof(await key.prove(good), 'Bearer')).status).toBe(401)

  const now = Math.floor(Date.now() / 1000)
  const other = await proofKey()
  const wrong = [
    await key.prove({ ...good, method: 'POST' }),
    await key.prove({ ...good, url: `${app.origin}/oauth/token` }),
    await key.prove({ ...good, accessToken: 'another' }),
    await key.prove({ ...good, claims: { ath: undefined } }),
    await key.prove({ ...good, claims: { jti: undefined } }),
    await key.prove({ ...good, claims: { iat: now - 301 } }),
    await key.prove({ ...good, claims: { iat: now + 301 } }),
    await key.prove({ ...good, header: { typ: 'JWT' } }),
    await other.prove(good),
    'x.y.z',
    '',
  ]
  for (const proof of wrong) expect((await withProof(proof)).status).toBe(401)
  const unbound = (await tokens()).access_token
  expect((await withProof(await key.prove({ ...good, accessToken: unbound }), 'DPoP', unbound)).status).toBe(401)
})

test('pairwise applications know a person by another name each, alike in ID token, userinfo and introspection (F12)', async () => {
  const user = await app.createUser()
  const one = await web({ subjectType: 'pairwise', redirectUris: ['https://one.test/cb'] })
  const other = await web({ subjectType: 'pairwise', redirectUris: ['https://other.test/cb'] })
  const subjects: unknown[] = []
  for (const { tokens, introspect } of [one, other]) {
    const { access_token, id_token } = await tokens()
    const { sub } = claimsOf(id_token)
    const { body } = await userinfo(app, access_token)
    expect(body).toMatchObject({ sub, user_id: sub })
    expect((await introspect(access_token)).body.sub).toBe(sub)
    expect(sub).toMatch(/^[\x21-\x7e]{20,255}$/)
    subjects.push(sub)
  }
  expect(new Set([...subjects, user.id]).size).toBe(3)
})

test('pages of the application may read userinfo, pages of others may not (Q05)', async () => {
  await app.createUser()
  const { tokens } = await web({ redirectUris: ['https://spa.test/cb'] })
  const { access_token } = await tokens()
  const from = (origin: string) => ask({ headers: { ...bearer(access_token), origin } })
  const own = await from('https://spa.test')
  expect(own.status).toBe(200)
  expect(own.headers.get('access-control-allow-origin')).toBe('https://spa.test')
  expect(own.headers.get('vary')?.toLowerCase()).toContain('origin')
  for (const origin of ['https://evil.test', 'null', 'https://spa.test.evil.test']) {
    const other = await from(origin)
    expect(other.headers.get('access-control-allow-origin')).toBeNull()
    expect(JSON.stringify(other.body)).not.toContain('alice')
  }
  const over = await ask({ headers: { ...bearer('oat_over'), origin: 'https://spa.test' } })
  expect([over.status, over.headers.get('access-control-allow-origin')]).toEqual([401, 'https://spa.test'])
  const preflight = await fetch(`${app.origin}/oauth/userinfo`, {
    method: 'OPTIONS',
    headers: { origin: 'https://spa.test', 'access-control-request-method': 'GET' },
  })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('authorization')
})

test('a JWT made up from what is public opens nothing (F05)', async () => {
  await app.createUser()
  const { introspect } = await web()
  const { keys } = (await (await fetch(`${app.origin}/.well-known/jwks.json`)).json()) as {
    keys: Record<string, string>[]
  }
  const now = Math.floor(Date.now() / 1000)
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = {
    iss: app.origin,
    aud: app.origin,
    sub: 'user_x',
    client_id: 'x',
    jti: 'oat_x',
    iat: now,
    exp: now + 60,
  }
  for (const key of keys) {
    const pem = createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
    const der = createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'der' })
    for (const alg of ['none', 'nOnE', '', 'HS256']) {
      const signed = `${encode({ alg, typ: 'at+jwt', kid: key['kid'] })}.${encode({ ...claims, grant_id: 'x' })}`
      const signatures =
        alg === 'HS256'
          ? [pem, der, JSON.stringify(key)].map((secret) =>
              createHmac('sha256', secret).update(signed).digest('base64url'),
            )
          : ['']
      for (const signature of signatures) {
        expect((await userinfo(app, `${signed}.${signature}`)).status).toBe(401)
        const { status, body } = await introspect(`${signed}.${signature}`)
        expect([status, body]).toEqual([200, { active: false }])
      }
    }
  }
})
