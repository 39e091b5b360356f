import { randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'
import { calculatePKCECodeChallenge, randomPKCECodeVerifier } from 'openid-client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { password, startApp, type TestApp, type TestClient } from '../support/app.ts'
import { type ProofKey, proofKey } from '../support/dpop.ts'
import { postForm } from '../support/post-form.ts'

let app: TestApp
let key: ProofKey
let client: TestClient
let publicJwk: JWK
let privateKey: CryptoKey

beforeAll(async () => {
  app = await startApp({ CODE_TTL: '10m' })
})
beforeEach(async () => {
  await app.reset()
  await app.createUser()
  key = await proofKey()
  const pair = await generateKeyPair('ES256', { extractable: true })
  privateKey = pair.privateKey
  publicJwk = { ...(await exportJWK(pair.publicKey)), kid: 'client-key', alg: 'ES256', use: 'sig' }
  client = await app.createClient({
    fapi: true,
    tokenEndpointAuthMethod: 'private_key_jwt',
    jwks: { keys: [publicJwk as Record<string, string>] },
  })
})
afterAll(() => app.close())

const verifier = randomPKCECodeVerifier()

async function assertion(claims: Record<string, unknown> = {}, signWith = privateKey, alg = 'ES256') {
  const now = Math.floor(Date.now() / 1000)
  const payload = {
    iss: client.clientId,
    sub: client.clientId,
    aud: app.origin,
    jti: randomUUID(),
    iat: now,
    exp: now + 60,
    ...claims,
  }
  return {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await new SignJWT(payload).setProtectedHeader({ alg, kid: 'client-key' }).sign(signWith),
  }
}

async function request() {
  return {
    client_id: client.clientId,
    response_type: 'code',
    redirect_uri: client.redirectUri,
    scope: 'openid email offline_access',
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }
}

const push = async (more: Record<string, string> = {}) =>
  postForm(app, '/oauth/par', { ...(await request()), ...(await assertion()), ...more })

async function code(): Promise<string> {
  const { body } = await push()
  let page = await app
    .browser()
    .open(`/oauth/authorize?${new URLSearchParams({ client_id: client.clientId, request_uri: body.request_uri })}`)
  page = await page.submit({ identifier: 'alice@example.com', password })
  if (page.html.includes('name="consented"')) page = await page.submit({}, { button: 'Allow' })
  expect(page.url.searchParams.get('iss')).toBe(app.origin)
  return page.url.searchParams.get('code') ?? ''
}

async function redeem(form: Record<string, string>, authentication?: Record<string, string>, proof?: string | null) {
  const dpop = proof === undefined ? await key.prove({ url: `${app.origin}/oauth/token` }) : proof
  return postForm(
    app,
    '/oauth/token',
    { ...form, ...(authentication ?? (await assertion())) },
    dpop === null ? {} : { dpop },
  )
}

const exchange = async (value: string, authentication?: Record<string, string>, proof?: string | null) =>
  redeem(
    { grant_type: 'authorization_code', code: value, redirect_uri: client.redirectUri, code_verifier: verifier },
    authentication,
    proof,
  )

test('an application of the profile signs a person in: pushed, proven, bound', async () => {
  const { status, body } = await exchange(await code())
  expect(status).toBe(200)
  expect(body.token_type).toBe('DPoP')
  const [head] = body.id_token.split('.')
  expect(JSON.parse(Buffer.from(head, 'base64url').toString()).alg).toBe('ES256')
})

test('its refresh token stays the same', async () => {
  const { body } = await exchange(await code())
  const refresh = () => redeem({ grant_type: 'refresh_token', refresh_token: body.refresh_token })
  const first = await refresh()
  expect(first.status).toBe(200)
  expect(first.body.refresh_token ?? body.refresh_token).toBe(body.refresh_token)
  app.advance(3600)
  expect((await refresh()).status).toBe(200)
})

test('a request that was not pushed is refused', async () => {
  const page = await app.browser().open(`/oauth/authorize?${new URLSearchParams(await request())}`)
  expect(page.url.searchParams.get('error')).toBe('invalid_request')
})

test('a request without a challenge is refused', async () => {
  const { code_challenge: _challenge, code_challenge_method: _method, ...rest } = await request()
  const { status, body } = await postForm(app, '/oauth/par', { ...rest, state: 'long-enough', ...(await assertion()) })
  expect({ status, error: body.error }).toEqual({ status: 400, error: 'invalid_request' })
})

test('a token that is not bound to a key is not given', async () => {
  expect((await exchange(await code(), undefined, null)).status).toBe(400)
})

test('a code is good for a minute, whatever the setting', async () => {
  const value = await code()
  app.advance(62)
  expect((await exchange(value)).body.error).toBe('invalid_grant')
})

test('an assertion for another audience, for several, or signed with RS256 is refused', async () => {
  const rsa = await generateKeyPair('RS256', { extractable: true })
  const wrong = [
    await assertion({ aud: `${app.origin}/oauth/token` }),
    await assertion({ aud: `${app.origin}/oauth/par` }),
    await assertion({ aud: [app.origin] }),
    await assertion({ aud: [app.origin, 'https://other.test'] }),
    await assertion({}, rsa.privateKey, 'RS256'),
    await assertion({}, (await generateKeyPair('ES256')).privateKey),
  ]
  for (const each of wrong) {
    const { status, body } = await push(each)
    expect({ status, error: body.error }).toEqual({ status: 401, error: 'invalid_client' })
  }
})

test('a clock that is ten seconds ahead is forgiven', async () => {
  const now = Math.floor(Date.now() / 1000)
  expect((await push(await assertion({ iat: now + 8, nbf: now + 8 }))).status).toBe(201)
  expect((await push(await assertion({ nbf: now + 90 }))).status).toBe(401)
})

test('an RS256 key is not good for it even where it is registered', async () => {
  const rsa = await generateKeyPair('RS256', { extractable: true })
  const jwk = { ...(await exportJWK(rsa.publicKey)), kid: 'client-key', use: 'sig' }
  client = await app.createClient({
    fapi: true,
    tokenEndpointAuthMethod: 'private_key_jwt',
    jwks: { keys: [jwk as unknown as Record<string, string>] },
  })
  expect((await push(await assertion({}, rsa.privateKey, 'RS256'))).status).toBe(401)
  const sameKey = (await importJWK(await exportJWK(rsa.privateKey), 'PS256')) as CryptoKey
  expect((await push(await assertion({}, sameKey, 'PS256'))).status).toBe(201)
})

test('an application with a secret cannot be of the profile', async () => {
  await expect(app.createClient({ fapi: true })).rejects.toThrow('input.invalid')
})
