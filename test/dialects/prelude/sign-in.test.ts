import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  accounts,
  call,
  claimsOf,
  comeBack,
  type Dialects,
  disableOnly,
  startDialects,
} from '../../support/dialects.ts'
import { base, preludeApp } from '../../support/prelude.ts'

let dialects: Dialects
let prelude: ReturnType<typeof preludeApp>

beforeAll(async () => {
  dialects = await startDialects({ SOCIAL_DISCORD_CLIENT_ID: '', SOCIAL_DISCORD_CLIENT_SECRET: '' })
  prelude = preludeApp(dialects)
})
beforeEach(async () => {
  await dialects.app.reset()
  for (const id of ['github', 'google', 'apple', 'entraid', 'facebook'] as const) {
    const provider = dialects.upstream.as(id)
    provider.nextUser()
    provider.refuse()
    provider.misbehave('token')
    provider.misbehave('profile')
  }
})
afterAll(() => dialects.close())

const challenge = 'a'.repeat(43)
const wire = (status: number, code: string, type: string) => ({
  status,
  json: { code, type, message: expect.any(String), request_id: expect.stringMatching(/^req_/) },
  location: undefined,
})
const shape = ({ status, json, location }: Awaited<ReturnType<typeof call>>) => ({ status, json, location })

describe('authorize', () => {
  // PR-01
  test.each([
    ['google', 'google'],
    ['apple', 'apple'],
    ['microsoft', 'entraid'],
    ['github', 'github'],
    ['facebook', 'facebook'],
  ] as const)('%s answers the address of the provider', async (provider, ours) => {
    const { answer, url } = await prelude.begin({ provider })
    expect(answer.status).toBe(200)
    expect(answer.json).toEqual({ authorization_url: url.href })
    const simulation = dialects.upstream.as(ours)
    expect(`${url.origin}${url.pathname}`).toBe(`${simulation.url}/authorize`)
    expect(url.searchParams.get('redirect_uri')).toBe(`${dialects.app.origin}${base}/login/oauth/${provider}/callback`)
    expect(url.searchParams.get('state')).toMatch(/^[\w-]{43}$/)
    if (ours === 'google') expect(url.searchParams.get('code_challenge_method')).toBe('S256')
  })

  // PR-02
  test.each<[string, string, object, string]>([
    ['an unknown provider', 'myspace', {}, 'oauth_provider_not_configured'],
    ['a provider without credentials', 'discord', {}, 'oauth_provider_not_configured'],
    ['a provider that cannot be a name', 'GIT..HUB', {}, 'bad_request'],
    ['no redirect_uri', 'github', { redirect_uri: undefined }, 'invalid_redirect_uri'],
    ['a foreign redirect_uri', 'github', { redirect_uri: 'https://evil.test' }, 'invalid_redirect_uri'],
    ['a redirect_uri with userinfo', 'github', { redirect_uri: 'https://a@x.wild.test' }, 'invalid_redirect_uri'],
    ['a redirect_uri with a backslash', 'github', { redirect_uri: 'https://evil\\.wild.test' }, 'invalid_redirect_uri'],
    ['no challenge', 'github', { code_challenge: undefined }, 'bad_request'],
    ['a short challenge', 'github', { code_challenge: 'a'.repeat(42) }, 'bad_request'],
    ['the method plain', 'github', { code_challenge_method: 'plain' }, 'bad_request'],
  ])('%s is refused', async (_what, provider, change, code) => {
    const body = { redirect_uri: 'demo://oauth', code_challenge: challenge, ...change }
    const answer = await prelude.post(`/login/oauth/${provider}/authorize`, body)
    expect(shape(answer)).toEqual(wire(400, code, 'bad_request'))
  })

  test('a provider that an administrator switched off says so (PR-02)', async () => {
    const { services } = dialects.app
    const now = services.clock.now()
    await services.store.providers.save({
      ...{
        provider: 'github',
        label: null,
        enabled: false,
        clientId: 'x',
        scopes: [],
        secretSealed: null,
        settings: {},
      },
      ...{ createdAt: now, updatedAt: now },
    })
    const { answer } = await prelude.begin()
    expect(shape(answer)).toEqual(wire(400, 'oauth_provider_disabled', 'bad_request'))
  })

  test('what is not JSON is refused', async () => {
    const answer = await call(dialects.app.browser(), `POST ${base}/login/oauth/github/authorize`, {
      form: new URLSearchParams(),
    })
    expect(answer.json.code).toBe('bad_request')
  })
})

describe('the callback', () => {
  test('leads to the app with a challenge token that says: start a session', async () => {
    const { back } = await prelude.arrive()
    expect(back.status).toBe(302)
    expect(back.location?.href).toMatch(/^demo:\/\/oauth\?challenge_token=[\w.-]+$/)
    expect(back.headers.get('referrer-policy')).toBe('no-referrer')
    expect(back.headers.get('cache-control')).toBe('no-store')
    const [user] = await accounts(dialects.app)
    const token = back.params['challenge_token'] ?? ''
    expect(JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())).toEqual({
      alg: 'EdDSA',
      typ: 'JWT',
      kid: expect.any(String),
    })
    const { iat, exp, nbf, ...claims } = claimsOf(token)
    expect([Number(exp) - Number(iat), nbf]).toEqual([300, iat])
    expect(claims).toEqual({
      iss: dialects.app.origin,
      aud: 'login',
      sub: user?.id,
      jti: expect.any(String),
      grant_mode: 'session-start',
      provider: 'github',
      metadata: {},
    })
  })

  test('takes a custom scheme and an address with a query of its own (PR-03, PR-25)', async () => {
    const { back } = await prelude.arrive({ redirectUri: 'https://x.wild.test/in?kept=1&b=2#part' })
    expect(back.location?.href).toMatch(/^https:\/\/x\.wild\.test\/in\?kept=1&b=2&challenge_token=[\w.-]+#part$/)
    expect((await prelude.arrive({ redirectUri: 'com.example.app:/cb?x=1' })).back.location?.href).toMatch(
      /^com\.example\.app:\/cb\?x=1&challenge_token=/,
    )
  })

  test('two sign-ins at once do not mix (PR-04)', async () => {
    const [one, two] = await Promise.all([prelude.begin(), prelude.begin({ provider: 'google' })])
    expect(one.url.searchParams.get('state')).not.toBe(two.url.searchParams.get('state'))
    const [first, second] = await Promise.all(
      [one, two].map(async ({ browser, url }) => comeBack(browser, await dialects.upstream.visit(url))),
    )
    expect((await prelude.finalize(first?.params['challenge_token'], two.verifier)).json.code).toBe(
      'invalid_challenge_token',
    )
    expect((await prelude.finalize(second?.params['challenge_token'], two.verifier)).status).toBe(200)
  })

  test('comes by query or by form, with the same answer (PR-05)', async () => {
    const { url } = await prelude.begin()
    const visited = await dialects.upstream.visit(url)
    const posted = await call(dialects.app.browser(), `POST ${visited.url.pathname}`, { form: visited.params })
    expect(posted.status).toBe(302)
    expect(Object.keys(posted.params)).toEqual(['challenge_token'])
  })

  test('without a state of ours is JSON and leads nowhere (PR-06)', async () => {
    const { url } = await prelude.begin({ provider: 'google' })
    const { params } = await dialects.upstream.visit(url)
    const bad = wire(400, 'bad_request', 'bad_request')
    const back = (path: string) => call(dialects.app.browser(), `GET ${base}/login/oauth/${path}`)
    expect(shape(await back('google/callback?code=x'))).toEqual(bad)
    expect(shape(await back('google/callback?code=x&state=unknown'))).toEqual(bad)
    expect(shape(await back(`github/callback?${params}`))).toEqual(bad)
    expect(shape(await back(`..%2fevil/callback?${params}`))).toEqual(bad)
    expect((await back(`google/callback?${params}`)).status).toBe(302)
    const asked = dialects.upstream.as('google').calls('token')
    expect(shape(await back(`google/callback?${params}`))).toEqual(bad)
    expect(dialects.upstream.as('google').calls('token')).toBe(asked)
    const late = await prelude.begin()
    const lateAnswer = await dialects.upstream.visit(late.url)
    dialects.app.advance(600)
    expect(shape(await comeBack(late.browser, lateAnswer))).toEqual(bad)
  })

  test('fifty times at once brings one challenge token', async () => {
    const { browser, url } = await prelude.begin()
    const visited = await dialects.upstream.visit(url)
    const answers = await Promise.all(Array.from({ length: 50 }, () => comeBack(browser, visited)))
    expect(answers.filter(({ status }) => status === 302)).toHaveLength(1)
  })

  test.each([
    ['access_denied', 'The user denied', 'access_denied', 'The user denied'],
    ['temporarily_unavailable', '', 'temporarily_unavailable', expect.any(String)],
    ['<script>', '<b>hi</b>\r\nX: y', 'server_error', '<b>hi</b>  X: y'],
  ])('passes on what the provider says: %s (PR-07)', async (error, description, expected, text) => {
    dialects.upstream.as('github').refuse({ error, error_description: description })
    const { back } = await prelude.arrive()
    expect(back.status).toBe(302)
    expect(back.params).toEqual({ error: expected, error_description: text })
  })

  test.each([
    ['token', 'error-500', 'oauth_exchange_failed'],
    ['profile', 'garbage', 'server_error'],
    ['profile', 'empty-object', 'server_error'],
  ] as const)('says that the provider failed at its %s: %s (PR-08)', async (endpoint, how, error) => {
    dialects.upstream.as('github').misbehave(endpoint, how)
    const { back } = await prelude.arrive()
    expect(back.params).toEqual({ error, error_description: expect.not.stringMatching(/at |node_modules|Error:/) })
    expect(await accounts(dialects.app)).toEqual([])
    dialects.app.advance(120)
  })

  test('keeps the name that Apple tells once (PR-26)', async () => {
    await prelude.arrive({ provider: 'apple' })
    expect(await accounts(dialects.app)).toMatchObject([{ firstName: 'Ada', lastName: 'Lovelace' }])
  })

  test('of somebody disabled leads back with an error', async () => {
    await prelude.session()
    await disableOnly(dialects.app)
    expect((await prelude.arrive()).back.params).toEqual({
      error: 'user_blocked',
      error_description: 'This account has been switched off. Ask an administrator for help.',
    })
  })
})

describe('an address that somebody has', () => {
  const arriveAt = async (variables: Record<string, string>, person: object) => {
    const own = await startDialects(variables, dialects)
    const alice = await own.app.createUser('alice@example.com')
    dialects.upstream.as('google').nextUser({ email: 'alice@example.com', ...person })
    const { params } = (await preludeApp(own).arrive({ provider: 'google' })).back
    const identities = await own.app.services.store.identities.listByUser(alice.id)
    await own.close()
    return {
      params,
      linked: identities.length,
      sub: params['challenge_token'] && claimsOf(params['challenge_token'])['sub'],
      alice,
    }
  }

  test('is not joined when joining is off (PR-13)', async () => {
    const { params, linked } = await arriveAt({ PRELUDE_ALLOW_EMAIL_MERGE: 'off' }, {})
    expect(params).toMatchObject({ error: 'email_in_use' })
    expect(linked).toBe(0)
    const other = { PRELUDE_ALLOW_EMAIL_MERGE: 'off', PRELUDE_EMAIL_CONFLICT_CODE: 'email_already_in_use' }
    expect((await arriveAt(other, {})).params).toMatchObject({ error: 'email_already_in_use' })
  })

  test('is joined when the provider has verified it (PR-14)', async () => {
    const { linked, sub, alice } = await arriveAt({}, {})
    expect(linked).toBe(1)
    expect(sub).toBe(alice.id)
  })

  test('is not joined on the word of a provider that has not (PR-15)', async () => {
    const { params, linked } = await arriveAt({ PRELUDE_VERIFY_EMAIL: 'off' }, { verified: false })
    expect(params).toMatchObject({ error: 'email_in_use' })
    expect(linked).toBe(0)
  })
})

test('an operator may close sign-up, or keep addresses out of accounts', async () => {
  const closed = await startDialects({ SIGN_UP: 'closed' }, dialects)
  expect((await preludeApp(closed).arrive()).back.params).toMatchObject({ error: 'signup_disabled' })
  await closed.close()
  const apart = await startDialects({ PRELUDE_USE_EMAIL_AS_IDENTIFIER: 'off' }, dialects)
  await preludeApp(apart).arrive()
  expect((await accounts(apart.app)).map(({ emails }) => emails)).toEqual([[]])
  await apart.close()
  const untrusted = await startDialects({ PRELUDE_VERIFY_EMAIL: 'off' }, dialects)
  dialects.upstream.as('google').nextUser({ verified: false })
  await preludeApp(untrusted).arrive({ provider: 'google' })
  expect((await accounts(untrusted.app)).map(({ emails }) => emails)).toEqual([[]])
  await untrusted.close()
})
