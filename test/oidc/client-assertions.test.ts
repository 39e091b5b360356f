import { createPublicKey, randomUUID } from 'node:crypto'
import { exportJWK, exportPKCS8, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startApp, type TestApp, type TestClient } from '../support/app.ts'
import { type JsonAnswer, postForm } from '../support/post-form.ts'

type Keys = Awaited<ReturnType<typeof generateKeyPair>>

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

let app: TestApp
let keys: Keys
let client: TestClient

beforeAll(async () => {
  app = await startApp()
  keys = await generateKeyPair('ES256', { extractable: true })
})
beforeEach(async () => {
  await app.reset()
  client = await withKeys(keys, 'ES256')
})
afterAll(() => app.close())

async function withKeys({ publicKey }: Keys, alg: string): Promise<TestClient> {
  const jwk = Object.entries({ ...(await exportJWK(publicKey)), kid: 'one', alg, use: 'sig' })
  const jwks = { keys: [Object.fromEntries(jwk.map(([name, value]) => [name, String(value)]))] }
  return app.createClient({ tokenEndpointAuthMethod: 'private_key_jwt', grantTypes: ['client_credentials'], jwks })
}

const claims = (more: Record<string, unknown> = {}) => {
  const now = Math.floor(Date.now() / 1000)
  const all = {
    iss: client.clientId,
    sub: client.clientId,
    aud: app.origin,
    jti: randomUUID(),
    iat: now,
    exp: now + 60,
    ...more,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

const assertion = (more: Record<string, unknown> = {}, header: Record<string, string> = {}) =>
  new SignJWT(claims(more)).setProtectedHeader({ alg: 'ES256', kid: 'one', ...header }).sign(keys.privateKey)

const present = (value: string, more: Record<string, string> = {}): Promise<JsonAnswer> =>
  postForm(app, '/oauth/token', {
    grant_type: 'client_credentials',
    client_assertion: value,
    client_assertion_type: assertionType,
    ...more,
  })

test('an application proves itself with a key (D11)', async () => {
  expect((await present(await assertion())).status).toBe(200)
  expect((await present(await assertion(), { client_id: client.clientId })).status).toBe(200)
  for (const alg of ['RS256', 'PS256', 'EdDSA', 'Ed25519']) {
    const other = await generateKeyPair(alg)
    client = await withKeys(other, alg)
    const signed = new SignJWT(claims()).setProtectedHeader({ alg }).sign(other.privateKey)
    expect((await present(await signed)).status).toBe(200)
  }
})

test('the issuer is the only audience, as a text (D12)', async () => {
  const issuer = app.origin
  const others = [
    [issuer],
    [issuer, 'https://evil.test'],
    `${issuer}/`,
    `${issuer}/oauth/token`,
    `${issuer}/oauth/par`,
    'https://evil.test',
    undefined,
  ]
  for (const aud of others) {
    expect(await present(await assertion({ aud }))).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
  }
})

test('an assertion names itself, its maker and a near end (D11)', async () => {
  const now = Math.floor(Date.now() / 1000)
  const wrong = [
    { exp: now - 60 },
    { exp: undefined },
    { exp: now + 86_400 },
    { exp: String(now + 60) },
    { jti: undefined },
    { iss: undefined },
    { iss: 'https://evil.test' },
    { sub: 'somebody-else' },
    { iat: now + 3600 },
    { nbf: now + 3600 },
  ]
  for (const more of wrong) {
    const { status, body } = await present(await assertion(more))
    expect([status, body.error]).toEqual([401, 'invalid_client'])
  }
  expect((await present(await assertion({ iat: now + 8, nbf: now + 8 }))).status).toBe(200)
})

test('no other algorithm, key or form passes for a proof (D11)', async () => {
  const stranger = await generateKeyPair('ES256')
  const foreign = await new SignJWT(claims()).setProtectedHeader({ alg: 'ES256', kid: 'one' }).sign(stranger.privateKey)
  const none = new UnsecuredJWT(claims()).encode()
  const pem = await exportSPKI(keys.publicKey)
  const jwk = JSON.stringify(await exportJWK(keys.publicKey))
  const der = createPublicKey(pem).export({ type: 'spki', format: 'der' })
  const symmetric = await Promise.all(
    [pem, jwk, der.toString('latin1')].map((key) =>
      new SignJWT(claims()).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(key.padEnd(32, ' '), 'latin1')),
    ),
  )
  const cut = (await assertion()).split('.').slice(0, 2).join('.')
  for (const value of [foreign, none, ...symmetric, `${cut}.`]) {
    expect(await present(value)).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
  }
  for (const value of ['x', 'a.b.c', await exportPKCS8(keys.privateKey)]) {
    expect((await present(value)).status).toBe(400)
  }
  expect((await present(await assertion(), { client_assertion_type: 'urn:x' })).status).toBe(400)
})

test('an assertion is good once, also for those who come at the same time (D13)', async () => {
  const value = await assertion()
  const answers = await Promise.all(Array.from({ length: 20 }, () => present(value)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ status, body }) => status === 401 && body.error === 'invalid_client')).toHaveLength(19)
  expect((await present(value)).status).toBe(401)
})

test('an application with a key has no secret', async () => {
  const { clientId: client_id } = client
  const answer = await postForm(app, '/oauth/token', {
    grant_type: 'client_credentials',
    client_id,
    client_secret: 'x',
  })
  expect(answer.status).toBe(401)
})
