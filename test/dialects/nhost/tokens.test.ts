import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { nhostErrors } from '../../../src/dialects/nhost/error-codes.ts'
import { call, type Dialects, disableOnly, pkce, startDialects } from '../../support/dialects.ts'
import { nhostApp } from '../../support/nhost.ts'

let dialects: Dialects
let nhost: ReturnType<typeof nhostApp>

beforeAll(async () => {
  dialects = await startDialects()
  nhost = nhostApp(dialects)
})
beforeEach(async () => {
  await dialects.app.reset()
  dialects.upstream.as('github').nextUser()
})
afterAll(() => dialects.close())

const post = (path: string, json: unknown, bearer?: string) =>
  call(dialects.app.browser(), `POST ${path}`, { json, bearer })
const wire = (status: number, error: keyof typeof nhostErrors) => ({
  status,
  json: { status, message: nhostErrors[error].message, error },
})
const answer = async (sent: ReturnType<typeof post>) => {
  const { status, json } = await sent
  return { status, json }
}

describe('a refresh token', () => {
  test('is replaced, while its id stays (B60)', async () => {
    const first = await nhost.session()
    const { status, json: second } = await nhost.refresh(first.refreshToken)
    expect(status).toBe(200)
    expect(second.refreshTokenId).toBe(first.refreshTokenId)
    expect(second.refreshToken).not.toBe(first.refreshToken)
    expect(await answer(nhost.refresh(first.refreshToken))).toEqual(wire(401, 'invalid-refresh-token'))
    expect((await nhost.refresh(second.refreshToken)).status).toBe(200)
  })

  test('used fifty times at once works once, and the session goes on (B60)', async () => {
    const { refreshToken } = await nhost.session()
    const answers = await Promise.all(Array.from({ length: 50 }, () => nhost.refresh(refreshToken)))
    const good = answers.filter(({ status }) => status === 200)
    expect(good).toHaveLength(1)
    expect((await nhost.refresh(good[0]?.json.refreshToken)).status).toBe(200)
  })

  test('that comes back late ends its session (B60)', async () => {
    const first = await nhost.session()
    const { json: second } = await nhost.refresh(first.refreshToken)
    dialects.app.advance(60)
    expect((await nhost.refresh(first.refreshToken)).status).toBe(401)
    expect((await nhost.refresh(second.refreshToken)).status).toBe(401)
  })

  test('lives thirty days from its last use (B61)', async () => {
    let { refreshToken } = await nhost.session()
    for (const days of [29, 29, 29]) {
      dialects.app.advance(days * 86_400)
      refreshToken = (await nhost.refresh(refreshToken)).json.refreshToken
    }
    dialects.app.advance(30 * 86_400)
    expect(await answer(nhost.refresh(refreshToken))).toEqual(wire(401, 'invalid-refresh-token'))
  })

  test.each([
    ['nothing', {}],
    ['another form', { refreshToken: 'nonsense' }],
    ['capitals', { refreshToken: 'ABCDEF01-2345-4678-9ABC-DEF012345678' }],
    ['something more', { refreshToken: '0f4a9c1e-6b5d-4f0e-9a53-0d6a1c2b3e4f', extra: 1 }],
    ['a list', []],
  ])('%s is a bad request', async (_what, body) => {
    expect(await answer(post('/token', body))).toEqual(wire(400, 'invalid-request'))
  })

  test('that nobody knows is refused', async () => {
    expect(await answer(nhost.refresh('0f4a9c1e-6b5d-4f0e-9a53-0d6a1c2b3e4f'))).toEqual(
      wire(401, 'invalid-refresh-token'),
    )
  })

  test('sent as anything but JSON is a bad request', async () => {
    const form = new URLSearchParams({ refreshToken: '0f4a9c1e-6b5d-4f0e-9a53-0d6a1c2b3e4f' })
    expect(await answer(call(dialects.app.browser(), 'POST /token', { form }))).toEqual(wire(400, 'invalid-request'))
    const headers = { 'content-type': 'application/json' }
    const broken = await dialects.app.browser().request('/token', { method: 'POST', body: '{"refreshToken', headers })
    expect({ status: broken.status, json: await broken.json() }).toEqual(wire(400, 'invalid-request'))
  })
})

describe('a code', () => {
  const codeFor = async (challenge: string) =>
    (await nhost.signIn({ query: { codeChallenge: challenge } })).params['code']

  test('becomes a session for who has the verifier, once (B62)', async () => {
    const { verifier, challenge } = await pkce()
    const body = { code: await codeFor(challenge), codeVerifier: verifier }
    const { status, json } = await post('/token/exchange', body)
    expect(status).toBe(200)
    expect(Object.keys(json)).toEqual(['session'])
    expect(Object.keys(json.session)).toEqual([
      'accessToken',
      'accessTokenExpiresIn',
      'refreshToken',
      'refreshTokenId',
      'user',
    ])
    expect((await nhost.refresh(json.session.refreshToken)).status).toBe(200)
    expect(await answer(post('/token/exchange', body))).toEqual(wire(400, 'invalid-request'))
  })

  test('used fifty times at once becomes one session', async () => {
    const { verifier, challenge } = await pkce()
    const body = { code: await codeFor(challenge), codeVerifier: verifier }
    const answers = await Promise.all(Array.from({ length: 50 }, () => post('/token/exchange', body)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test('is burnt by a wrong verifier, but not by one that cannot be right (B62)', async () => {
    const { verifier, challenge } = await pkce()
    const code = await codeFor(challenge)
    expect(await answer(post('/token/exchange', { code, codeVerifier: 'short' }))).toEqual(wire(400, 'invalid-request'))
    expect(await answer(post('/token/exchange', { code, codeVerifier: 'w'.repeat(43) }))).toEqual(
      wire(400, 'invalid-request'),
    )
    expect(await answer(post('/token/exchange', { code, codeVerifier: verifier }))).toEqual(
      wire(400, 'invalid-request'),
    )
  })

  test('lives five minutes (B62)', async () => {
    const { verifier, challenge } = await pkce()
    const code = await codeFor(challenge)
    dialects.app.advance(5 * 60)
    expect(await answer(post('/token/exchange', { code, codeVerifier: verifier }))).toEqual(
      wire(400, 'invalid-request'),
    )
  })

  test('of somebody disabled meanwhile is refused', async () => {
    const { app } = dialects
    const { verifier, challenge } = await pkce()
    const code = await codeFor(challenge)
    await disableOnly(app)
    expect(await answer(post('/token/exchange', { code, codeVerifier: verifier }))).toEqual(wire(401, 'disabled-user'))
  })
})

describe('signing out', () => {
  test('ends one session, whether it is known or not (B64)', async () => {
    const session = await nhost.session()
    for (const refreshToken of [session.refreshToken, session.refreshToken, 'whatever']) {
      const { status, text, headers } = await post('/signout', { refreshToken })
      expect({ status, text }).toEqual({ status: 200, text: '"OK"' })
      expect(headers.get('content-type')).toContain('application/json')
    }
    expect(await answer(nhost.refresh(session.refreshToken))).toEqual(wire(401, 'invalid-refresh-token'))
    expect((await call(dialects.app.browser(), 'GET /user', { bearer: session.accessToken })).status).toBe(401)
  })

  test('ends all sessions of the bearer (B64)', async () => {
    const [one, two] = [await nhost.session(), await nhost.session()]
    expect(await answer(post('/signout', { all: true }))).toEqual(wire(401, 'invalid-request'))
    expect((await post('/signout', { all: true }, one.accessToken)).text).toBe('"OK"')
    expect((await nhost.refresh(two.refreshToken)).status).toBe(401)
  })

  test('of nothing is a bad request (B64)', async () => {
    expect(await answer(post('/signout', {}))).toEqual(wire(400, 'invalid-request'))
  })
})

describe('an access token', () => {
  test('verifies by the published keys and says what Hasura reads (B65)', async () => {
    const { accessToken, user } = await nhost.session()
    const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', dialects.app.origin))
    const { payload, protectedHeader } = await jwtVerify(accessToken, keys)
    expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'JWT', kid: expect.any(String) })
    const { iat = 0, exp = 0, sid, ...claims } = payload
    expect(exp - iat).toBe(900)
    expect(sid).toEqual(expect.any(String))
    expect(claims).toEqual({
      iss: dialects.app.origin,
      aud: 'nhost',
      sub: user.id,
      'https://hasura.io/jwt/claims': {
        'x-hasura-allowed-roles': ['me', 'user'],
        'x-hasura-default-role': 'user',
        'x-hasura-user-id': user.id,
        'x-hasura-user-is-anonymous': 'false',
      },
    })
  })

  test('is verified on request', async () => {
    const { accessToken } = await nhost.session()
    expect((await post('/token/verify', { token: accessToken })).text).toBe('"OK"')
    expect((await post('/token/verify', {}, accessToken)).text).toBe('"OK"')
    for (const sent of [
      post('/token/verify', {}),
      post('/token/verify', { token: 'x' }),
      post('/token/verify', {}, 'x.y.z'),
    ]) {
      expect(await answer(sent)).toEqual(wire(400, 'invalid-request'))
    }
  })

  test('is needed to see who one is', async () => {
    const { accessToken, user } = await nhost.session()
    const see = (bearer?: string) => answer(call(dialects.app.browser(), 'GET /user', { bearer }))
    expect(await see(accessToken)).toEqual({ status: 200, json: user })
    expect(await see()).toEqual(wire(401, 'invalid-request'))
    expect(await see('not.a.token')).toEqual(wire(401, 'invalid-request'))
    dialects.app.advance(900)
    expect(await see(accessToken)).toEqual(wire(401, 'invalid-request'))
  })
})

describe("the provider's tokens", () => {
  const take = (bearer?: string, provider = 'github') =>
    answer(call(dialects.app.browser(), `GET /signin/provider/${provider}/callback/tokens`, { bearer }))

  test('are handed out once (B66)', async () => {
    const { accessToken } = await nhost.session({ provider: 'google' })
    const empty = { accessToken: '', expiresIn: 0, expiresAt: expect.any(String), refreshToken: null }
    expect(await take()).toEqual(wire(401, 'invalid-request'))
    const { status, json } = await take(accessToken, 'google')
    expect(status).toBe(200)
    expect(json).toEqual({
      accessToken: expect.stringMatching(/^at-/),
      expiresIn: 3600,
      expiresAt: expect.stringMatching(/^\d{4}-.*Z$/),
      refreshToken: expect.stringMatching(/^rt-/),
    })
    expect(await take(accessToken, 'google')).toEqual({ status: 200, json: empty })
    expect(await take(accessToken, 'github')).toEqual({ status: 200, json: empty })
  })

  test('fifty who ask at once share one', async () => {
    const { accessToken } = await nhost.session({ provider: 'google' })
    const answers = await Promise.all(Array.from({ length: 50 }, () => take(accessToken, 'google')))
    expect(answers.filter(({ json }) => json.accessToken !== '')).toHaveLength(1)
  })

  test('are renewed (B67)', async () => {
    const { accessToken } = await nhost.session({ provider: 'google' })
    const { json } = await take(accessToken, 'google')
    const renew = (refreshToken: string, provider = 'google', bearer = accessToken) =>
      answer(post(`/token/provider/${provider}`, { refreshToken }, bearer))
    const renewed = await renew(json.refreshToken)
    expect(renewed).toMatchObject({
      status: 200,
      json: { accessToken: expect.stringMatching(/^at-/), expiresIn: 3600 },
    })
    expect(renewed.json.accessToken).not.toBe(json.accessToken)
    expect(await renew('rt-unknown')).toEqual(wire(400, 'oauth-provider-error'))
    expect(await renew('', 'google')).toEqual(wire(400, 'invalid-request'))
    expect(await answer(post('/token/provider/google', { refreshToken: 'x' }))).toEqual(wire(401, 'invalid-request'))
  })

  test('of a provider that is off, or of Twitter by OAuth 1.0a, cannot be renewed (B67)', async () => {
    const own = await startDialects(
      {
        ...dialects.upstream.as('twitter1').variables(),
        SOCIAL_DISCORD_CLIENT_ID: '',
        SOCIAL_DISCORD_CLIENT_SECRET: '',
      },
      dialects,
    )
    const { accessToken } = await nhostApp(own).session()
    const renew = (provider: string) =>
      answer(
        call(own.app.browser(), `POST /token/provider/${provider}`, {
          json: { refreshToken: 'x' },
          bearer: accessToken,
        }),
      )
    expect(await renew('discord')).toEqual(wire(409, 'disabled-endpoint'))
    expect(await renew('twitter')).toEqual(wire(400, 'oauth-provider-error'))
    await own.close()
  })
})

test('the words of every error are exactly theirs (B69)', () => {
  const table = Object.entries(nhostErrors).map(([code, { status, message }]) => `${code} ${status} ${message}`)
  expect(table).toEqual([
    'default-role-must-be-in-allowed-roles 400 Default role must be in allowed roles',
    'disabled-endpoint 409 This endpoint is disabled',
    'disabled-user 401 User is disabled',
    'email-already-in-use 409 Email already in use',
    "email-already-verified 400 User's email is already verified",
    'forbidden-anonymous 403 Forbidden, user is anonymous.',
    'internal-server-error 500 Internal server error',
    'invalid-email-password 401 Incorrect email or password',
    'invalid-request 400 The request payload is incorrect',
    'locale-not-allowed 400 Locale not allowed',
    'password-too-short 400 Password is too short',
    'password-in-hibp-database 400 Password is in HIBP database',
    'redirectTo-not-allowed 400 The value of "options.redirectTo" is not allowed.',
    'role-not-allowed 400 Role not allowed',
    'signup-disabled 403 Sign up is disabled.',
    'unverified-user 401 User is not verified.',
    'user-not-anonymous 400 Logged in user is not anonymous',
    'invalid-pat 401 Invalid or expired personal access token',
    'invalid-refresh-token 401 Invalid or expired refresh token',
    'invalid-ticket 401 Invalid ticket',
    'disabled-mfa-totp 401 User does not have TOTP MFA enabled',
    'no-totp-secret 400 User does not have a TOTP secret',
    'invalid-totp 401 Invalid TOTP code',
    'mfa-type-not-found 400 MFA type not found',
    'totp-already-active 400 TOTP MFA is already active',
    'invalid-state 400 Invalid state',
    'oauth-token-echange-failed 400 Failed to exchange token',
    'oauth-profile-fetch-failed 400 Failed to get user profile',
    'oauth-provider-error 400 Provider returned an error',
    'invalid-otp 400 Invalid or expired OTP',
    'cannot-send-sms 400 Cannot send SMS, check your phone number is correct',
    'provider-account-already-linked 400 This provider account is already linked to a user',
    'otp-too-many-attempts 400 Too many incorrect attempts, please request a new OTP',
  ])
})

test.each([
  'GET /token',
  'POST /token/renew',
  'DELETE /user',
  'GET /signout',
  'PUT /signin/provider/github',
  'DELETE /signin/provider/github/callback',
  'GET /signin/provider/github/idtoken',
])('%s is refused in the words of the API', async (what) => {
  expect(await answer(call(dialects.app.browser(), what))).toEqual({
    status: 404,
    json: { status: 404, message: nhostErrors['invalid-request'].message, error: 'invalid-request' },
  })
})
