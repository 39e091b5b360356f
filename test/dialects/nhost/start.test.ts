import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { call, clientUrl, type Dialects, startDialects } from '../../support/dialects.ts'

let dialects: Dialects

beforeAll(async () => {
  dialects = await startDialects({
    SOCIAL_WORKOS_CONNECTION: 'conn_default',
    SOCIAL_ENTRAID_TENANT: 'common',
  })
})
beforeEach(() => dialects.app.reset())
afterAll(() => dialects.close())

const start = (provider: string, query: Readonly<Record<string, string>> | string = {}) =>
  call(dialects.app.browser(), `GET /signin/provider/${provider}?${new URLSearchParams(query)}`)

const refusedJson = { status: 400, message: 'The request payload is incorrect', error: 'invalid-request' }
const redirectRefused = {
  status: 400,
  message: 'The value of "options.redirectTo" is not allowed.',
  error: 'redirectTo-not-allowed',
}

describe('a sign-in begins with a redirect to the provider', () => {
  // B01
  test.each<[string, string, Readonly<Record<string, string>>]>([
    ['apple', 'name email', { response_mode: 'form_post', response_type: 'code id_token' }], // B02
    ['github', 'user:email', {}],
    ['google', 'openid email profile', {}],
    ['linkedin', 'openid profile email', {}],
    ['discord', 'identify email', {}],
    ['spotify', 'user-read-email user-read-private', {}],
    ['twitch', 'user:read:email', {}],
    ['gitlab', 'read_user', {}],
    ['bitbucket', 'account', {}],
    ['workos', '', { connection: 'conn_default' }], // B05
    ['azuread', 'email profile openid offline_access', { prompt: 'select_account' }], // B04
    ['entraid', 'email profile openid offline_access', {}],
    ['strava', 'profile:read_all', { approval_prompt: 'force' }], // B03
    ['facebook', 'email', {}],
    ['windowslive', 'wl.basic wl.emails', {}],
  ])('%s', async (provider, scope, extra) => {
    const { status, location, params, text, headers } = await start(provider)
    const simulation = dialects.upstream.as(provider as 'github')
    expect({ status, text }).toEqual({ status: 302, text: '' })
    expect(`${location?.origin}${location?.pathname}`).toBe(`${simulation.url}/authorize`)
    expect(params).toMatchObject({
      client_id: simulation.clientId,
      redirect_uri: `${dialects.app.origin}/signin/provider/${provider}/callback`,
      response_type: 'code',
      ...(scope === '' ? {} : { scope }),
      ...extra,
    })
    expect(params['state']).toMatch(/^[\w-]{43}$/)
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  test('the browser is remembered by a short cookie that no script reads', async () => {
    const { headers } = await start('github')
    expect(headers.getSetCookie().map((cookie) => cookie.replace(/=[\w-]{43};/, '=<random>;'))).toEqual([
      'nhost-browser=<random>; Path=/; Max-Age=600; HttpOnly; SameSite=Lax',
    ])
  })

  test('WorkOS takes a connection or organization of the request before that of the configuration (B05)', async () => {
    expect((await start('workos', { connection: 'conn_1' })).params).toMatchObject({ connection: 'conn_1' })
    expect((await start('workos', { organization: 'org_1' })).params).toMatchObject({ organization: 'org_1' })
    expect((await start('github', { connection: 'conn_1' })).params).not.toHaveProperty('connection')
  })

  test('roles, connect and an unlisted locale are not looked at yet (B15)', async () => {
    const { status } = await start('github', {
      allowedRoles: 'admin,user',
      defaultRole: 'root',
      connect: 'asdasd',
      locale: 'xx',
    })
    expect(status).toBe(302)
    expect((await start('github', 'allowedRoles=me&allowedRoles=user')).status).toBe(302)
  })

  test('parameters nobody knows are ignored', async () => {
    expect((await start('github', { utm_source: 'mail' })).status).toBe(302)
  })

  test('nothing of a request lies in its state', async () => {
    const { params } = await start('github', { state: 'client-state', connect: 'secret-token' })
    expect(params['state']).not.toContain('.')
    const [row] = await dialects.app.database.sql.query<{ memo: object }>('SELECT memo FROM attempts', [])
    expect(JSON.stringify(row?.memo)).not.toContain('secret-token')
  })
})

describe('a request that is wrong is answered as JSON, never by a redirect', () => {
  test.each<[string, string]>([
    ['an unknown provider (B07)', 'myspace?'],
    ['a display name of 33 characters (B11)', `github?displayName=${'x'.repeat(33)}`],
    ['a display name with &', 'github?displayName=a%26b'],
    ['a display name with a combining mark', 'github?displayName=%E0%A4%95%E0%A4%BF'],
    ['a locale of one character (B12)', 'github?locale=e'],
    ['a locale of four characters', 'github?locale=engl'],
    ['metadata that is not JSON (B13)', 'github?metadata=%7Bfoo'],
    ['metadata that is a list', 'github?metadata=%5B1%5D'],
    ['metadata that is a text', 'github?metadata=%22a%22'],
    ['a challenge of 42 characters (B14)', `github?codeChallenge=${'a'.repeat(42)}`],
    ['a challenge of 44 characters', `github?codeChallenge=${'a'.repeat(44)}`],
    ['a challenge with a bad character', `github?codeChallenge=${'a'.repeat(42)}%2B`],
    ['an empty redirectTo (B16)', 'github?redirectTo='],
    ['an empty state', 'github?state='],
    ['an empty locale', 'github?locale='],
    ['an empty role', 'github?allowedRoles=me,,user'],
    ['a state that is said twice', 'github?state=a&state=b'],
  ])('%s', async (_what, path) => {
    const { status, json, location } = await call(dialects.app.browser(), `GET /signin/provider/${path}`)
    expect({ status, json, location }).toEqual({ status: 400, json: refusedJson, location: undefined })
  })

  test.each<[string, Readonly<Record<string, string>>]>([
    ['a display name of 32 characters and symbols (B11)', { displayName: "Zoë 😀, O'Neil-Sørensen Jr. 42 ab" }],
    ['a locale of two and three characters (B12)', { locale: 'en' }],
    ['a locale of three characters', { locale: 'fil' }],
    ['metadata that is an object', { metadata: '{"firstName":"Ada","nested":{"a":[1,null]}}' }],
  ])('%s is fine', async (_what, query) => {
    expect((await start('github', query)).status).toBe(302)
  })

  // B09; every danger of the matcher is in test/core/redirects
  test.each([
    'https://evil.test',
    'https://app.test.evil.test/home',
    'https://app.test@evil.test/home',
    'https://evil\\.wild.test',
    'https://user@x.wild.test',
    '//evil.test',
    '/\\evil.test',
    'javascript:alert(1)',
    'https://x.wild.test\t.evil.test',
    'not-a-url',
  ])('redirectTo %s', async (redirectTo) => {
    const { status, json, location } = await start('github', { redirectTo })
    expect({ status, json, location }).toEqual({ status: 400, json: redirectRefused, location: undefined })
  })
})

describe('a provider that cannot be used', () => {
  let disabled: Dialects

  beforeAll(async () => {
    disabled = await startDialects({ SOCIAL_GITHUB_CLIENT_ID: '', SOCIAL_GITHUB_CLIENT_SECRET: '' }, dialects)
  })
  afterAll(() => disabled.close())

  const begin = (query = '') => call(disabled.app.browser(), `GET /signin/provider/github${query}`)

  test('leads back to redirectTo, or to the client URL (B08)', async () => {
    const told = { error: 'disabled-endpoint', errorDescription: 'This endpoint is disabled' }
    const { status, location, params } = await begin()
    expect(status).toBe(302)
    expect(`${location?.origin}${location?.pathname}`).toBe(clientUrl)
    expect(params).toEqual(told)
    const elsewhere = await begin('?redirectTo=https://x.wild.test/in%3Fkept=1%23here&state=mine')
    expect(elsewhere.location?.href).toBe(
      'https://x.wild.test/in?kept=1&error=disabled-endpoint&errorDescription=This+endpoint+is+disabled&state=mine#here',
    )
  })

  test('never beats a redirectTo that is not allowed (B10)', async () => {
    const { status, json, location } = await begin('?redirectTo=https://evil.test')
    expect({ status, json, location }).toEqual({ status: 400, json: redirectRefused, location: undefined })
  })
})

describe('Twitter with OAuth 1.0a', () => {
  let twitter: Dialects

  beforeAll(async () => {
    const { upstream } = dialects
    twitter = await startDialects(upstream.as('twitter1').variables(), dialects)
  })
  afterAll(() => twitter.close())

  test('is asked for a request token first (B06)', async () => {
    const { location, params } = await call(twitter.app.browser(), 'GET /signin/provider/twitter')
    expect(location?.href).toContain('/twitter1/')
    expect(params['oauth_token']).toBeTruthy()
  })

  test('that does not answer leads back with an internal error (B06)', async () => {
    dialects.upstream.as('twitter1').misbehave('request_token', 'error-500')
    const { status, params } = await call(twitter.app.browser(), 'GET /signin/provider/twitter')
    dialects.upstream.as('twitter1').misbehave('request_token')
    expect({ status, params }).toEqual({
      status: 302,
      params: { error: 'internal-server-error', errorDescription: 'Internal server error' },
    })
  })
})
