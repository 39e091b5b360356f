import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { cloudbaseApp, device, redirectUri, triple } from '../../support/cloudbase.ts'
import { accounts, call, claimsOf, type Dialects, disableOnly, startDialects } from '../../support/dialects.ts'

let dialects: Dialects
let cloudbase: ReturnType<typeof cloudbaseApp>

beforeAll(async () => {
  dialects = await startDialects({
    CLOUDBASE_ENV: 'my-env',
    SOCIAL_DISCORD_CLIENT_ID: '',
    SOCIAL_DISCORD_CLIENT_SECRET: '',
  })
  cloudbase = cloudbaseApp(dialects)
})
beforeEach(async () => {
  await dialects.app.reset()
  for (const id of ['github', 'google', 'wechat'] as const) {
    const provider = dialects.upstream.as(id)
    provider.nextUser()
    provider.forge()
    provider.misbehave('token')
    provider.misbehave('profile')
  }
})
afterAll(() => dialects.close())

const github = () => dialects.upstream.as('github')

describe('GET /provider/uri', () => {
  test('answers the address of the provider, with the state of the app (CB-01)', async () => {
    const { status, json } = await cloudbase.uri({ provider_id: 'github', state: 'abc' })
    expect(status).toBe(200)
    expect(Object.keys(json)).toEqual(['uri'])
    const url = new URL(json.uri)
    expect(`${url.origin}${url.pathname}`).toBe(`${github().url}/authorize`)
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: github().clientId,
      redirect_uri: 'https://app.test/home',
      response_type: 'code',
      scope: 'user:email',
      state: 'abc',
    })
  })

  test('knows WeChat by its own words (CB-01)', async () => {
    const { json } = await cloudbase.uri({ provider_id: 'wechat', redirect_uri: redirectUri, state: 'abc' })
    const url = new URL(json.uri)
    expect(url.searchParams.get('appid')).toBe(dialects.upstream.as('wechat').clientId)
    expect(url.searchParams.get('state')).toBe('abc')
    expect(url.hash).toBe('#wechat_redirect')
  })

  test('passes on a redirect_uri as it is written, and the scope', async () => {
    const { json } = await cloudbase.uri({
      provider_id: 'github',
      redirect_uri: 'http://localhost:5173',
      scope: 'user repo',
    })
    const { searchParams } = new URL(json.uri)
    expect(searchParams.get('redirect_uri')).toBe('http://localhost:5173')
    expect(searchParams.get('scope')).toBe('user repo')
    expect(searchParams.has('state')).toBe(false)
  })

  test.each<[string, Record<string, string>, Record<string, string>, string]>([
    ['no device (CB-02)', { provider_id: 'github' }, { 'x-device-id': '' }, '400 invalid_argument 3'],
    ['a blank device (CB-02)', { provider_id: 'github' }, { 'x-device-id': '  ' }, '400 invalid_argument 3'],
    ['a device without end', { provider_id: 'github' }, { 'x-device-id': 'x'.repeat(257) }, '400 invalid_argument 3'],
    ['no provider (CB-03)', {}, {}, '400 invalid_argument 3'],
    ['an unknown provider (CB-03)', { provider_id: 'myspace' }, {}, '404 provider_not_found 4004'],
    ['a provider that is off', { provider_id: 'discord' }, {}, '400 failed_precondition 9'],
    [
      'a foreign redirect_uri (CB-04)',
      { provider_id: 'github', redirect_uri: 'https://evil.test' },
      {},
      '400 invalid_argument 3',
    ],
    [
      'a redirect_uri with a backslash',
      { provider_id: 'github', redirect_uri: 'https://evil\\.wild.test' },
      {},
      '400 invalid_argument 3',
    ],
    [
      'a state of more than 2 KB (CB-05)',
      { provider_id: 'github', state: 'x'.repeat(2049) },
      {},
      '400 invalid_argument 3',
    ],
    ['an implicit answer (CB-06)', { provider_id: 'github', response_type: 'token' }, {}, '400 invalid_argument 3'],
    ['an unknown app (CB-07)', { provider_id: 'github', client_id: 'nobody' }, {}, '401 invalid_client 16'],
  ])('%s is refused', async (_what, query, headers, expected) => {
    const answer = await cloudbase.uri(query, headers)
    expect(triple(answer)).toBe(expected)
    expect(answer.text).not.toContain('evil')
  })

  test.each([['a&b=c#d'], ['ünï✓ 状态'], ['x'.repeat(2048)]])('brings the state %s through (CB-05)', async (state) => {
    const { json } = await cloudbase.uri({ provider_id: 'github', redirect_uri: redirectUri, state })
    expect((await dialects.upstream.visit(json.uri)).params.get('state')).toBe(state)
  })

  test('knows the environment and the applications of the house (CB-07)', async () => {
    const own = await dialects.app.createClient({ redirectUris: ['https://own.test/cb', 'https://own.test/other'] })
    const redirectOf = async (query: Record<string, string>) => {
      const { json } = await cloudbase.uri({ provider_id: 'github', ...query })
      return new URL(json.uri).searchParams.get('redirect_uri')
    }
    expect(await redirectOf({ client_id: 'my-env' })).toBe('https://app.test/home')
    expect(await redirectOf({ client_id: own.clientId })).toBe('https://own.test/cb')
    expect(await redirectOf({ client_id: own.clientId, redirect_uri: 'https://own.test/other' })).toBe(
      'https://own.test/other',
    )
    const basic = (id: string, secret: string) => ({
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
    })
    expect((await cloudbase.uri({ provider_id: 'github' }, basic('my-env', ''))).status).toBe(200)
    expect((await cloudbase.uri({ provider_id: 'github' }, basic(own.clientId, own.clientSecret))).status).toBe(200)
    expect(triple(await cloudbase.uri({ provider_id: 'github' }, basic(own.clientId, 'wrong')))).toBe(
      '401 invalid_client 16',
    )
  })
})

describe('POST /provider/token', () => {
  test('makes a token of a code, and shows the profile without secrets (CB-08)', async () => {
    const person = github().nextUser()
    const { status, json, text } = await cloudbase.providerToken()
    expect(status).toBe(200)
    expect(json).toEqual({
      provider_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      expires_in: 3600,
      provider_profile: {
        provider_id: 'github',
        sub: person.id,
        name: person.username,
        picture: person.picture,
        email: person.email,
        phone_number: '',
        gender: '',
        locale: '',
        url: '',
        groups: [],
        meta: {},
      },
    })
    expect(text.replace(json.provider_token, '')).not.toMatch(/at-|rt-/)
    expect(claimsOf(json.provider_token)).toEqual({
      iss: dialects.app.origin,
      aud: 'provider-token',
      provider_id: 'github',
      jti: expect.any(String),
      iat: expect.any(Number),
      exp: expect.any(Number),
    })
  })

  test('works for WeChat, and for an app that began on its own', async () => {
    expect((await cloudbase.providerToken('wechat')).json.provider_profile).toMatchObject({
      provider_id: 'wechat',
      name: 'Ada Lovelace',
    })
    const code = await cloudbase.codeFrom('github')
    const body = { provider_id: 'github', provider_code: code, provider_redirect_uri: redirectUri }
    expect((await cloudbase.post('/provider/token', body, undefined, { 'x-device-id': 'another' })).status).toBe(200)
  })

  test('needs no redirect_uri when the app asked for the address before', async () => {
    const code = await cloudbase.codeFrom('github')
    expect((await cloudbase.post('/provider/token', { provider_id: 'github', provider_code: code })).status).toBe(200)
  })

  test('takes a code once, and only with the redirect_uri it was for (CB-09)', async () => {
    const code = await cloudbase.codeFrom('github')
    const body = { provider_id: 'github', provider_code: code, provider_redirect_uri: redirectUri }
    expect((await cloudbase.post('/provider/token', body)).status).toBe(200)
    const again = await cloudbase.post('/provider/token', body)
    expect(triple(again)).toBe('400 failed_precondition 9')
    expect(again.json.error_description).toMatch(/^GitHub did not finish the sign-in\./)
    expect(triple(await cloudbase.post('/provider/token', { ...body, provider_code: 'bad' }))).toBe(
      '400 failed_precondition 9',
    )
    const other = {
      ...body,
      provider_code: await cloudbase.codeFrom('github'),
      provider_redirect_uri: 'https://x.wild.test/other',
    }
    expect(triple(await cloudbase.post('/provider/token', other))).toBe('400 failed_precondition 9')
  })

  test('fifty times at once works once', async () => {
    const body = {
      provider_id: 'github',
      provider_code: await cloudbase.codeFrom('github'),
      provider_redirect_uri: redirectUri,
    }
    const answers = await Promise.all(Array.from({ length: 50 }, () => cloudbase.post('/provider/token', body)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  describe('takes an ID token of the provider', () => {
    const signed = (claims = {}) => {
      const now = Math.floor(Date.now() / 1000)
      const google = dialects.upstream.as('google')
      const honest = { iss: google.issuer, aud: google.clientId, sub: '4711', iat: now, exp: now + 300, name: 'Ada' }
      return google.signer.sign({ ...honest, ...claims })
    }
    const redeem = async (token: string | undefined, more = {}) =>
      cloudbase.post('/provider/token', { provider_id: 'google', provider_id_token: token, ...more })

    test('that was issued for us', async () => {
      const { status, json } = await redeem(await signed())
      expect(status).toBe(200)
      expect(json.provider_profile).toMatchObject({ sub: '4711', name: 'Ada' })
    })

    test('with the nonce of the app', async () => {
      const token = await signed({ nonce: 'n-1' })
      expect(triple(await redeem(token))).toBe('400 failed_precondition 9')
      expect((await redeem(token, { provider_params: { nonce: 'n-1' } })).status).toBe(200)
    })

    // CB-10
    test.each([
      ['for another app', { aud: 'another-app' }],
      ['that is expired', { exp: 1 }],
      ['of another issuer', { iss: 'https://evil.test' }],
    ])('but none %s (CB-10)', async (_what, claims) => {
      expect(triple(await redeem(await signed(claims)))).toBe('400 failed_precondition 9')
    })

    test('but none signed by another key (CB-10)', async () => {
      const { privateKey, publicKey } = await generateKeyPair('RS256')
      const { kid } = (dialects.upstream.as('google').signer.jwks.keys[0] ?? {}) as { kid?: string }
      const google = dialects.upstream.as('google')
      const forged = await new SignJWT({ sub: '4711' })
        .setProtectedHeader({ alg: 'RS256', kid: kid ?? '', jwk: (await exportJWK(publicKey)) as never })
        .setIssuer(google.issuer)
        .setAudience(google.clientId)
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(privateKey)
      expect(triple(await redeem(forged))).toBe('400 failed_precondition 9')
    })

    test('but not of a provider that issues none', async () => {
      const answer = await cloudbase.post('/provider/token', { provider_id: 'github', provider_id_token: 'a.b.c' })
      expect(triple(answer)).toBe('400 invalid_argument 3')
    })
  })

  test.each<[string, object]>([
    ["a provider's access token (CB-11)", { provider_access_token: 'at-x' }],
    ["a provider's access token beside a code (CB-11)", { provider_access_token: 'at-x', provider_code: 'y' }],
    ['nothing', {}],
  ])('takes no %s', async (_what, body) => {
    const answer = await cloudbase.post('/provider/token', { provider_id: 'github', ...body })
    expect(triple(answer)).toBe('400 invalid_argument 3')
  })

  test('says when the provider is down (CB-23)', async () => {
    github().misbehave('token', 'reset')
    expect(triple(await cloudbase.providerToken())).toBe('503 unavailable 14')
    dialects.app.advance(120)
    github().misbehave('token', 'error-500')
    expect(triple(await cloudbase.providerToken())).toMatch(/^(400 failed_precondition 9|503 unavailable 14)$/)
    dialects.app.advance(120)
  })
})

test('an operator may ask that every sign-in begins here', async () => {
  const strict = await startDialects({ CLOUDBASE_REQUIRE_START: 'on' }, dialects)
  const app = cloudbaseApp(strict)
  expect((await app.providerToken()).status).toBe(200)
  const body = { provider_id: 'github', provider_code: 'x', provider_redirect_uri: redirectUri }
  expect(triple(await app.post('/provider/token', body))).toBe('400 invalid_grant 4001')
  await strict.close()
})

describe('POST /signin/with/provider', () => {
  test('makes an account and a session (CB-12)', async () => {
    const { status, json } = await cloudbase.signIn()
    const [user] = await accounts(dialects.app)
    expect(status).toBe(200)
    expect(json).toEqual({
      token_type: 'Bearer',
      access_token: expect.any(String),
      refresh_token: expect.stringMatching(/^m\.[\w-]{43}$/),
      expires_in: 7200,
      scope: 'user sso',
      sub: user?.id,
    })
    expect(json.access_token.length).toBeLessThanOrEqual(4096)
    const { iat, exp, ...claims } = claimsOf(json.access_token)
    expect(Number(exp) - Number(iat)).toBe(7200)
    expect(claims).toEqual({
      iss: dialects.app.origin,
      aud: 'my-env',
      sub: user?.id,
      sid: expect.stringMatching(/^ses_/),
      scope: 'user sso',
      project_id: 'my-env',
      client_id: 'my-env',
      provider_type: 'github',
      meta: {},
      user_type: '',
    })
  })

  test('finds who was here before', async () => {
    const first = await cloudbase.signIn()
    expect((await cloudbase.signIn()).json.sub).toBe(first.json.sub)
  })

  test('makes nobody when the app forbids it (CB-13)', async () => {
    expect(triple(await cloudbase.signIn('github', { force_disable_sign_up: true }))).toBe('404 not_found 5')
    expect(await accounts(dialects.app)).toEqual([])
  })

  test('takes a provider token once, of fifty at once too (CB-14)', async () => {
    const { json } = await cloudbase.providerToken()
    const body = { provider_token: json.provider_token }
    const answers = await Promise.all(Array.from({ length: 50 }, () => cloudbase.post('/signin/with/provider', body)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(triple(await cloudbase.post('/signin/with/provider', body))).toBe('400 invalid_grant 4001')
  })

  test('takes a provider token that is ours, whole and fresh (CB-15)', async () => {
    const { json } = await cloudbase.providerToken()
    const { access_token } = (await cloudbase.signIn()).json
    const send = (token: string) => cloudbase.post('/signin/with/provider', { provider_token: token })
    expect(triple(await send(`${json.provider_token.slice(0, -4)}AAAA`))).toBe('400 invalid_grant 4001')
    expect(triple(await send(access_token))).toBe('400 invalid_grant 4001')
    expect(triple(await send('nonsense'))).toBe('400 invalid_grant 4001')
    expect(triple(await send(''))).toBe('400 invalid_argument 3')
    dialects.app.advance(3600)
    expect(triple(await send(json.provider_token))).toBe('400 invalid_grant 4001')
  })

  test('takes over name and picture when the app asks for it (CB-16)', async () => {
    const person = github().nextUser()
    await cloudbase.signIn()
    github().nextUser({ ...person, username: 'renamed', picture: 'https://pictures.test/new.png' })
    const kept = await cloudbase.signIn()
    expect((await cloudbase.me(kept.json.access_token)).json).toMatchObject({
      name: person.username,
      picture: person.picture,
    })
    const synced = await cloudbase.signIn('github', { sync_profile: true })
    expect((await cloudbase.me(synced.json.access_token)).json).toMatchObject({
      name: 'renamed',
      picture: 'https://pictures.test/new.png',
    })
  })

  test('joins an account with the same proven address, and no other (CB-17)', async () => {
    const alice = await dialects.app.createUser('alice@example.com')
    dialects.upstream.as('google').nextUser({ email: 'alice@example.com', verified: false })
    expect(triple(await cloudbase.signIn('google'))).toBe('409 already_exists 6')
    dialects.upstream.as('google').nextUser({ email: 'alice@example.com' })
    expect((await cloudbase.signIn('google')).json.sub).toBe(alice.id)
  })

  test('gives nobody an address that is not proven', async () => {
    dialects.upstream.as('google').nextUser({ email: 'squatted@example.com', verified: false })
    await cloudbase.signIn('google')
    github().nextUser({ email: 'squatted@example.com' })
    await cloudbase.signIn('github')
    expect(await accounts(dialects.app)).toHaveLength(2)
  })

  test('refuses who is switched off, or needs a second step (CB-24)', async () => {
    const { json } = await cloudbase.signIn()
    await dialects.app.services.store.users.update(json.sub, {
      totpEnabledAt: dialects.app.services.clock.now(),
      totpSealed: 'x',
    })
    expect(triple(await cloudbase.signIn())).toBe('403 two_factor_required 9')
    await disableOnly(dialects.app)
    expect(triple(await cloudbase.signIn())).toBe('403 user_blocked 7')
    expect(triple(await cloudbase.me(json.access_token))).toBe('403 user_blocked 7')
    expect(triple(await cloudbase.refresh(json.refresh_token))).toBe('403 user_blocked 7')
  })

  test('needs a device', async () => {
    const { json } = await cloudbase.providerToken()
    const answer = await cloudbase.post('/signin/with/provider', { provider_token: json.provider_token }, undefined, {
      'x-device-id': '',
    })
    expect(triple(answer)).toBe('400 invalid_argument 3')
  })
})

test('every refusal is a triple, whatever is wrong (CB-22)', async () => {
  const browser = dialects.app.browser()
  const refusals = [
    await call(browser, 'GET /auth/v1/nothing/here', { headers: device }),
    await call(browser, 'POST /auth/v1/token', { form: new URLSearchParams({ grant_type: 'refresh_token' }) }),
    await call(browser, 'POST /auth/v1/token', { json: [] }),
    await call(browser, 'POST /auth/v1/signin/with/provider', {
      json: { provider_token: { $ne: 1 } },
      headers: device,
    }),
    await call(browser, 'POST /auth/v1/token', {
      json: { grant_type: 'refresh_token', refresh_token: 'x'.repeat(300_000) },
    }),
    await call(browser, 'GET /auth/v1/user/me', { bearer: 'a.b.c' }),
  ]
  expect(refusals.map(triple)).toEqual([
    '404 not_found 5',
    '400 invalid_argument 3',
    '400 invalid_argument 3',
    '400 invalid_argument 3',
    '413 invalid_argument 3',
    '401 unauthorized 4003',
  ])
})
