import { calculatePKCECodeChallenge, randomPKCECodeVerifier } from 'openid-client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { password, startApp, type TestApp, type TestClient } from '../support/app.ts'
import { type ProofKey, proofKey } from '../support/dpop.ts'
import { answerOf, basic, postForm } from '../support/post-form.ts'

let app: TestApp
let key: ProofKey

beforeAll(async () => {
  app = await startApp()
})
beforeEach(async () => {
  await app.reset()
  key = await proofKey()
})
afterAll(() => app.close())

const verifier = randomPKCECodeVerifier()
const tokenUrl = () => `${app.origin}/oauth/token`
const userinfoUrl = () => `${app.origin}/oauth/userinfo`

async function codeFor(client: TestClient, more: Record<string, string> = {}): Promise<string> {
  const query = new URLSearchParams({
    client_id: client.clientId,
    response_type: 'code',
    redirect_uri: client.redirectUri,
    scope: 'openid email offline_access',
    state: 'long-enough',
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...more,
  })
  let page = await app.browser().open(`/oauth/authorize?${query}`)
  if (page.html.includes('name="password"')) page = await page.submit({ identifier: 'alice@example.com', password })
  if (page.html.includes('name="consented"')) page = await page.submit({}, { button: 'Allow' })
  return page.url.searchParams.get('code') ?? ''
}

function redeem(client: TestClient, form: Record<string, string>, proof?: string) {
  const authentication = client.clientSecret === '' ? {} : basic(client)
  const id = client.clientSecret === '' ? { client_id: client.clientId } : {}
  return postForm(app, '/oauth/token', { ...id, ...form }, { ...authentication, ...(proof ? { dpop: proof } : {}) })
}

const exchange = (client: TestClient, code: string, proof?: string) =>
  redeem(
    client,
    { grant_type: 'authorization_code', code, redirect_uri: client.redirectUri, code_verifier: verifier },
    proof,
  )

const refresh = (client: TestClient, token: string, proof?: string) =>
  redeem(client, { grant_type: 'refresh_token', refresh_token: token }, proof)

const userinfo = async (headers: Record<string, string>) => answerOf(await fetch(userinfoUrl(), { headers }))

async function boundTokens(client: TestClient) {
  await app.createUser()
  const { status, body } = await exchange(client, await codeFor(client), await key.prove({ url: tokenUrl() }))
  expect({ status, type: body.token_type }).toEqual({ status: 200, type: 'DPoP' })
  return body
}

test('a token that is bound to a key is good with its proofs only', async () => {
  const client = await app.createClient()
  const { access_token: accessToken } = await boundTokens(client)
  const introspected = await postForm(app, '/oauth/token_info', { token: accessToken }, basic(client))
  expect(introspected.body).toMatchObject({ active: true, token_type: 'DPoP', cnf: { jkt: key.thumbprint } })

  const prove = (more = {}) => key.prove({ method: 'GET', url: userinfoUrl(), accessToken, ...more })
  const authorization = `DPoP ${accessToken}`
  expect((await userinfo({ authorization, dpop: await prove() })).status).toBe(200)
  expect((await userinfo({ authorization: `Bearer ${accessToken}` })).status).toBe(401)
  expect((await userinfo({ authorization: `Bearer ${accessToken}`, dpop: await prove() })).status).toBe(401)
  expect((await userinfo({ authorization })).status).toBe(401)
  expect((await userinfo({ authorization, dpop: await prove({ claims: { ath: 'x'.repeat(43) } }) })).status).toBe(401)
  expect((await userinfo({ authorization, dpop: await prove({ accessToken: undefined }) })).status).toBe(401)
  for (const [age, status] of [
    [-50, 200],
    [-90, 401],
    [110, 200],
    [150, 401],
  ] as const) {
    const dpop = await prove({ claims: { iat: Math.floor(Date.now() / 1000) - age } })
    expect((await userinfo({ authorization, dpop })).status).toBe(status)
  }
  const other = await proofKey()
  const foreign = await other.prove({ method: 'GET', url: userinfoUrl(), accessToken })
  expect((await userinfo({ authorization, dpop: foreign })).status).toBe(401)
})

test('a proof is good once, on every replica and when it comes twice at once', async () => {
  const client = await app.createClient()
  const { access_token: accessToken } = await boundTokens(client)
  const dpop = await key.prove({ method: 'GET', url: userinfoUrl(), accessToken })
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => userinfo({ authorization: `DPoP ${accessToken}`, dpop })),
  )
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ status }) => status >= 500)).toHaveLength(0)
})

test('of twenty token requests with one proof at most one is answered', async () => {
  await app.createUser()
  const client = await app.createClient()
  const codes = await Promise.all(Array.from({ length: 5 }, () => codeFor(client)))
  const proof = await key.prove({ url: tokenUrl() })
  const answers = await Promise.all(codes.map((code) => exchange(client, code, proof)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 400)).toHaveLength(4)
})

test('a proof that is wrong in any way is refused', async () => {
  await app.createUser()
  const client = await app.createClient()
  const now = Math.floor(Date.now() / 1000)
  const url = tokenUrl()
  const good = await key.prove({ url })
  const [, body = ''] = good.split('.')
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const proofs: Record<string, string> = {
    method: await key.prove({ url, claims: { htm: 'GET' } }),
    address: await key.prove({ url, claims: { htu: `${app.origin}/oauth/par` } }),
    'another host': await key.prove({ url, claims: { htu: 'https://evil.test/oauth/token' } }),
    'no address': await key.prove({ url, claims: { htu: undefined } }),
    'too old': await key.prove({ url, claims: { iat: now - 150 } }),
    'from the future': await key.prove({ url, claims: { iat: now + 90 } }),
    'no time': await key.prove({ url, claims: { iat: undefined } }),
    'no id': await key.prove({ url, claims: { jti: undefined } }),
    type: await key.prove({ url, header: { typ: 'JWT' } }),
    'private key in it': await key.prove({ url, header: { jwk: key.privateJwk } }),
    none: `${encode({ alg: 'none', typ: 'dpop+jwt', jwk: key.jwk })}.${body}.`,
    symmetric: `${encode({ alg: 'HS256', typ: 'dpop+jwt', jwk: { kty: 'oct', k: 'AAAA' } })}.${body}.AAAA`,
    'two of them': `${good}, ${await key.prove({ url })}`,
    nonsense: 'nonsense',
  }
  for (const [what, proof] of Object.entries(proofs)) {
    const { status, body: answer } = await exchange(client, await codeFor(client), proof)
    expect({ what, status, error: answer.error }).toEqual({ what, status: 400, error: 'invalid_dpop_proof' })
  }
})

test("a public application's refresh token is bound to its key", async () => {
  const client = await app.createClient({ tokenEndpointAuthMethod: 'none' })
  const { refresh_token: token } = await boundTokens(client)
  const other = await proofKey()
  expect((await refresh(client, token)).body.error).toBe('invalid_grant')
  expect((await refresh(client, token, await other.prove({ url: tokenUrl() }))).body.error).toBe('invalid_grant')
  const { status, body } = await refresh(client, token, await key.prove({ url: tokenUrl() }))
  expect(status).toBe(200)
  expect(body.token_type).toBe('DPoP')
})

test('a code that was asked for with a key is redeemed with that key', async () => {
  await app.createUser()
  const client = await app.createClient()
  const ask = () => codeFor(client, { dpop_jkt: key.thumbprint })
  const other = await proofKey()
  expect((await exchange(client, await ask(), await other.prove({ url: tokenUrl() }))).body.error).toBe('invalid_grant')
  expect((await exchange(client, await ask())).body.error).toBe('invalid_grant')
  expect((await exchange(client, await ask(), await key.prove({ url: tokenUrl() }))).status).toBe(200)
})

test.each(['PS256', 'EdDSA', 'Ed25519'])('a proof may be signed with %s', async (alg) => {
  const client = await app.createClient({ grantTypes: ['client_credentials'], redirectUris: [] })
  const other = await proofKey(alg)
  const { body } = await redeem(client, { grant_type: 'client_credentials' }, await other.prove({ url: tokenUrl() }))
  expect(body.token_type).toBe('DPoP')
})

test('an application that must bind its tokens gets none without a proof', async () => {
  await app.createUser()
  const client = await app.createClient({ dpopRequired: true })
  expect((await exchange(client, await codeFor(client))).status).toBe(400)
  expect((await exchange(client, await codeFor(client), await key.prove({ url: tokenUrl() }))).status).toBe(200)
})
