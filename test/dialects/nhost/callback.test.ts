import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { issueAccessToken } from '../../../src/core/sessions/access-token.ts'
import { call, clientUrl, comeBack, type Dialects, pkce, startDialects } from '../../support/dialects.ts'
import { nhostApp } from '../../support/nhost.ts'

let dialects: Dialects
let nhost: ReturnType<typeof nhostApp>

beforeAll(async () => {
  dialects = await startDialects()
  nhost = nhostApp(dialects)
})
beforeEach(async () => {
  await dialects.app.reset()
  for (const id of ['github', 'google', 'discord', 'gitlab'] as const) {
    const provider = dialects.upstream.as(id)
    provider.nextUser()
    provider.refuse()
    provider.forge()
    for (const endpoint of ['token', 'profile'] as const) provider.misbehave(endpoint)
  }
})
afterAll(() => dialects.close())

const github = () => dialects.upstream.as('github')
const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/
const invalidState = { error: 'invalid-state', errorDescription: 'Invalid state' }
const callback = (query: string, provider = 'github') =>
  call(dialects.app.browser(), `GET /signin/provider/${provider}/callback?${query}`)

describe('a sign-in that succeeds', () => {
  test('goes back to the client URL with a refresh token and nothing else', async () => {
    const { status, location, params, headers, text } = await nhost.signIn()
    expect({ status, text }).toEqual({ status: 302, text: '' })
    expect(`${location?.origin}${location?.pathname}`).toBe(clientUrl)
    expect(params).toEqual({ refreshToken: expect.stringMatching(uuid) })
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  test('carries the state of the client, and keeps query and fragment of redirectTo (B36, B37)', async () => {
    const query = { redirectTo: 'https://x.wild.test/in?kept=1&state=old#part', state: 'a b&c=ü' }
    const { location, params } = await nhost.signIn({ query })
    expect(location?.href).toMatch(
      /^https:\/\/x\.wild\.test\/in\?kept=1&state=a\+b%26c%3D%C3%BC&refreshToken=[\w-]+#part$/,
    )
    expect(params['state']).toBe('a b&c=ü')
  })

  test('with a challenge brings a code, and no refresh token exists yet (B63)', async () => {
    const { challenge } = await pkce()
    const { params } = await nhost.signIn({ query: { codeChallenge: challenge, state: 'mine' } })
    expect(params).toEqual({ code: expect.stringMatching(/^[\w-]{43}$/), state: 'mine' })
    expect(await dialects.app.database.sql.query('SELECT id FROM sessions', [])).toEqual([])
  })

  test('may also come back by a form, from any provider (B39)', async () => {
    const { browser, location } = await nhost.begin()
    const { url, params } = await dialects.upstream.visit(location)
    const answer = await call(browser, `POST ${url.pathname}`, { form: params })
    expect(answer.params).toEqual({ refreshToken: expect.stringMatching(uuid) })
  })

  test('works in two tabs of one browser', async () => {
    const first = await nhost.begin()
    const second = await nhost.begin({ browser: first.browser, provider: 'google' })
    const { browser } = first
    expect((await comeBack(browser, await dialects.upstream.visit(first.location))).params).toHaveProperty(
      'refreshToken',
    )
    expect((await comeBack(browser, await dialects.upstream.visit(second.location))).params).toHaveProperty(
      'refreshToken',
    )
  })
})

describe('a callback that belongs to no sign-in of this browser', () => {
  test('without a state, or in a wrong form, is answered as JSON (B20)', async () => {
    const json = { status: 400, message: 'The request payload is incorrect', error: 'invalid-request' }
    for (const answer of [
      await callback('code=abc'),
      await callback('code=abc&state='),
      await callback('code=abc&state=x', 'myspace'),
      await call(dialects.app.browser(), 'POST /signin/provider/github/callback', { json: { state: 'x', code: 'y' } }),
      await call(dialects.app.browser(), 'POST /signin/provider/github/callback', { form: new URLSearchParams() }),
    ]) {
      expect({ status: answer.status, json: answer.json, location: answer.location }).toEqual({
        status: 400,
        json,
        location: undefined,
      })
    }
  })

  test.each([['garbage'], ['a.b.c'], ['x'.repeat(43)]])(
    'with the state %s goes to the client URL (B21)',
    async (state) => {
      const { status, location, params } = await callback(`code=abc&state=${state}`)
      expect(status).toBe(302)
      expect(`${location?.origin}${location?.pathname}`).toBe(clientUrl)
      expect(params).toEqual({ ...invalidState, provider_state: state })
    },
  )

  test('with an expired state too (B21)', async () => {
    const { browser, location, state } = await nhost.begin()
    const visited = await dialects.upstream.visit(location)
    dialects.app.advance(10 * 60)
    expect((await comeBack(browser, visited)).params).toEqual({ ...invalidState, provider_state: state })
  })

  test('with an access token as state too (B22)', async () => {
    const { accessToken } = await nhost.session()
    const { params } = await callback(`code=abc&state=${accessToken}`)
    expect(params).toEqual({ ...invalidState, provider_state: accessToken })
  })

  test("with another provider's state, which stays good for its own (B23)", async () => {
    const { browser, location, state } = await nhost.begin({ provider: 'google' })
    const visited = await dialects.upstream.visit(location)
    const wrong = await call(browser, `GET /signin/provider/github/callback?${visited.params}`)
    expect(wrong.params).toEqual({ ...invalidState, provider_state: state })
    expect((await comeBack(browser, visited)).params).toHaveProperty('refreshToken')
  })

  test('a second time, asks the provider nothing more (B24)', async () => {
    const { browser, location, state } = await nhost.begin()
    const visited = await dialects.upstream.visit(location)
    expect((await comeBack(browser, visited)).params).toHaveProperty('refreshToken')
    const asked = github().calls('token')
    expect((await comeBack(browser, visited)).params).toEqual({ ...invalidState, provider_state: state })
    expect(github().calls('token')).toBe(asked)
  })

  test('in fifty requests at once, succeeds once (B24)', async () => {
    const { browser, location } = await nhost.begin()
    const visited = await dialects.upstream.visit(location)
    const answers = await Promise.all(Array.from({ length: 50 }, () => comeBack(browser, visited)))
    expect(answers.filter(({ params }) => params['refreshToken'] !== undefined)).toHaveLength(1)
  })

  test('in another browser is refused, and the sign-in is over', async () => {
    const { browser, location } = await nhost.begin()
    const visited = await dialects.upstream.visit(location)
    expect((await comeBack(dialects.app.browser(), visited)).params['error']).toBe('invalid-state')
    expect((await comeBack(browser, visited)).params['error']).toBe('invalid-state')
  })
})

describe('a provider that fails leads back to redirectTo', () => {
  const query = { redirectTo: 'https://x.wild.test/in', state: 'mine' }
  const back = async () => {
    const { status, location, params } = await nhost.signIn({ query })
    expect(`${status} ${location?.origin}${location?.pathname}`).toBe('302 https://x.wild.test/in')
    return params
  }

  test('when the person says no (B25)', async () => {
    github().refuse({ error: 'access_denied', error_description: 'The user denied', error_uri: 'https://docs.test/x' })
    expect(await back()).toEqual({
      error: 'oauth-provider-error',
      errorDescription: 'Provider returned an error',
      provider_error: 'access_denied',
      provider_error_description: 'The user denied',
      provider_error_url: 'https://docs.test/x',
      state: 'mine',
    })
  })

  test('in words of its own, which are neither followed nor believed (B25)', async () => {
    github().refuse({ error: 'boom', error_uri: 'javascript:alert(1)' })
    expect(await back()).toEqual({
      error: 'oauth-provider-error',
      errorDescription: 'Provider returned an error',
      provider_error: 'boom',
      provider_error_description: '',
      provider_error_url: '',
      state: 'mine',
    })
  })

  test.each(['error-500', 'garbage', 'html', 'reset', 'empty-object'] as const)(
    'at its token endpoint: %s (B26)',
    async (how) => {
      github().misbehave('token', how)
      expect(await back()).toEqual({
        error: 'oauth-token-echange-failed',
        errorDescription: 'Failed to exchange token',
        state: 'mine',
      })
      dialects.app.advance(120) // the provider is given time to recover
    },
  )

  test.each(['error-500', 'garbage', 'empty-object'] as const)('at its profile: %s (B27)', async (how) => {
    github().misbehave('profile', how)
    expect(await back()).toEqual({
      error: 'oauth-profile-fetch-failed',
      errorDescription: 'Failed to get user profile',
      state: 'mine',
    })
    dialects.app.advance(120)
  })

  test('a code that is missing is a failed exchange', async () => {
    const { browser, state } = await nhost.begin({ query })
    const { params } = await call(browser, `GET /signin/provider/github/callback?state=${state}`)
    expect(params).toMatchObject({ error: 'oauth-token-echange-failed', state: 'mine' })
  })

  test('none of it opened a session', async () => {
    github().misbehave('profile', 'error-500')
    await back()
    dialects.app.advance(120)
    expect(await dialects.app.database.sql.query('SELECT id FROM sessions', [])).toEqual([])
    expect(await dialects.app.database.sql.query('SELECT id FROM users', [])).toEqual([])
  })
})

test('tokens of other APIs of this house are no refresh tokens of this one', async () => {
  const { app } = dialects
  const user = await app.createUser()
  const kind = {
    api: 'other',
    audience: 'other',
    form: 'uuid',
    alg: 'RS256',
    accessTokenTtl: 60,
    reuseGrace: 0,
  } as const
  const token = await issueAccessToken(app.services, kind, { session: { id: 'ses_x' } as never }, { sub: user.id })
  expect((await call(app.browser(), 'GET /user', { bearer: token })).status).toBe(401)
})
