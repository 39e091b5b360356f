import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { endAllAccess } from '../../src/core/users/end-all-access.ts'
import { cloudbaseApp, device } from '../support/cloudbase.ts'
import { type Answer, call, claimsOf, type Dialects, disableOnly, pkce, startDialects } from '../support/dialects.ts'
import { nhostApp } from '../support/nhost.ts'
import { preludeApp } from '../support/prelude.ts'

let dialects: Dialects

beforeAll(async () => {
  dialects = await startDialects()
})
beforeEach(async () => {
  await dialects.app.reset()
  dialects.upstream.as('github').nextUser()
})
afterAll(() => dialects.close())

/** How each API is asked to return somewhere, and where it does. */
const ways = {
  nhost: async (address: string) => {
    const query = new URLSearchParams({ redirectTo: address })
    return call(dialects.app.browser(), `GET /signin/provider/github?${query}`)
  },
  prelude: async (address: string) => {
    const { challenge } = await pkce()
    const json = { redirect_uri: address, code_challenge: challenge }
    return call(dialects.app.browser(), 'POST /v1/session/login/oauth/github/authorize', { json })
  },
  cloudbase: async (address: string) => {
    const query = new URLSearchParams({ provider_id: 'github', redirect_uri: address })
    return call(dialects.app.browser(), `GET /auth/v1/provider/uri?${query}`, { headers: device })
  },
} as const

const apis = Object.keys(ways) as (keyof typeof ways)[]
const accepted = ({ status, json, location }: Answer) =>
  (status === 302 && location?.href.startsWith(dialects.upstream.url)) ||
  (status === 200 && String(json.uri ?? json.authorization_url).startsWith(dialects.upstream.url))

describe.each(apis)('%s returns only to addresses on the list', (api) => {
  test.each([
    'https://app.test/home',
    'https://a.wild.test/x',
    'https://a.wild.test:443/x',
    'http://localhost:5173/',
    'demo://oauth',
    'com.example.app:/cb',
  ])('%s is fine (O01)', async (address) => {
    expect(accepted(await ways[api](address))).toBe(true)
  })

  // O02, O03
  test.each([
    'https://evil.test',
    '//evil.test',
    '///evil.test',
    '/\\evil.test',
    '\\\\evil.test',
    'https:evil.test',
    'https:/evil.test',
    'https://app.test.evil.test/home',
    'https://app.test@evil.test/home',
    'https://app.test%2eevil.test/home',
    'https://app.test%00.evil.test/home',
    'https://app.test\\@evil.test/home',
    '\t//evil.test',
    'https://a.wild.test\n.evil.test',
    'https://a.wild.test\u0000.evil.test',
    'javascript:alert(1)',
    'JaVaScRiPt://app.test/home%0aalert(1)',
    'data:text/html,hi',
    'vbscript:x',
    'blob:https://app.test/x',
    'https://evil.test/?https://app.test/home',
    'https://evil.test#https://app.test/home',
    'https://wild.test/',
    'https://evilwild.test/',
    'https://a.b.wild.test/',
    'https://evil.test/.wild.test/',
    'https://evil.test?.wild.test/',
    'https://evil.test#.wild.test/',
    'https://a.wild.test:444/',
    'https://a@evil.wild.test/',
    'https://evil\\.wild.test/',
    'https://раураl.wild.test/',
    'https://evil。wild.test/',
    'http://a.wild.test/',
    'http://localhost:5174/',
    'https://localhost:5173/',
    'demo://other',
    'com.example.app:/other',
    'https://app.test/homeless',
    'https://app.test/home/../admin',
    'https://app.test/home/%2e%2e/admin',
  ])('%s is not (O02, O03)', async (address) => {
    const answer = await ways[api](address)
    expect(answer.status).toBe(400)
    expect(answer.location).toBeUndefined()
    expect(answer.text).not.toMatch(/evil|alert|wild/)
  })

  test('no header of the request makes up for it (O02)', async () => {
    const { json } = await call(dialects.app.browser(), 'GET /auth/v1/provider/uri?provider_id=github', {
      headers: { ...device, referer: 'https://evil.test/', origin: 'https://evil.test' },
    })
    expect(json.uri).not.toContain('evil')
  })
})

test('an address that leaves the list before the person comes back gets nothing', async () => {
  const query = { redirectTo: 'https://a.wild.test/in' }
  const { browser, location } = await nhostApp(dialects).begin({ query })
  const { browser: other, url } = await preludeApp(dialects).begin({ redirectUri: 'https://a.wild.test/in' })
  const visited = [await dialects.upstream.visit(location), await dialects.upstream.visit(url)]
  await dialects.app.database.sql.query(
    `UPDATE attempts SET memo = replace(memo::text, 'a.wild.test', 'evil.test')::jsonb`,
    [],
  )
  const back = await call(browser, `GET ${visited[0]?.url.pathname}?${visited[0]?.params}`)
  expect(`${back.location?.origin} ${back.params['error']}`).toBe('https://app.test redirectTo-not-allowed')
  expect(back.params).not.toHaveProperty('refreshToken')
  const refused = await call(other, `GET ${visited[1]?.url.pathname}?${visited[1]?.params}`)
  expect([refused.status, refused.location, refused.json.code]).toEqual([400, undefined, 'invalid_redirect_uri'])
})

describe('what one API gave is worth nothing at another', () => {
  const everything = async () => {
    const [nhost, prelude, cloudbase] = [nhostApp(dialects), preludeApp(dialects), cloudbaseApp(dialects)]
    const { challenge, verifier } = await pkce()
    const session = await nhost.session()
    const bound = await prelude.session()
    const { back } = await prelude.arrive()
    const own = (await cloudbase.signIn()).json
    return {
      access: { nhost: session.accessToken, prelude: bound.accessToken, cloudbase: own.access_token },
      refresh: { nhost: session.refreshToken, prelude: bound.refreshToken, cloudbase: own.refresh_token },
      code: (await nhost.signIn({ query: { codeChallenge: challenge } })).params['code'] ?? '',
      verifier,
      challengeToken: back.params['challenge_token'] ?? '',
      providerToken: (await cloudbase.providerToken()).json.provider_token as string,
    }
  }
  const doors = {
    nhost: (bearer: string) => call(dialects.app.browser(), 'GET /user', { bearer }),
    prelude: (bearer: string) => call(dialects.app.browser(), 'GET /v1/session/me/list', { bearer }),
    cloudbase: (bearer: string) => call(dialects.app.browser(), 'GET /auth/v1/user/me', { bearer }),
  } as const

  test('no access token', async () => {
    const { access, challengeToken, providerToken } = await everything()
    for (const api of apis) {
      expect((await doors[api](access[api])).status, api).toBe(200)
      const foreign = [
        ...apis.filter((other) => other !== api).map((other) => access[other]),
        challengeToken,
        providerToken,
      ]
      for (const token of foreign) expect((await doors[api](token)).status, api).toBe(401)
    }
  })

  test("none of the protocol's own, and none of these there", async () => {
    const { access } = await everything()
    const { app } = dialects
    const own = await app.createClient()
    for (const token of Object.values(access)) {
      const userinfo = await call(app.browser(), 'GET /oauth/userinfo', { bearer: token })
      expect(userinfo.status).toBe(401)
      const authorization = `Basic ${Buffer.from(`${own.clientId}:${own.clientSecret}`).toString('base64')}`
      const form = new URLSearchParams({ token })
      const { json } = await call(app.browser(), 'POST /oauth/token_info', { form, headers: { authorization } })
      expect(json).toMatchObject({ active: false })
    }
  })

  test('no refresh token', async () => {
    const { refresh } = await everything()
    const nhost = (token: string) => call(dialects.app.browser(), 'POST /token', { json: { refreshToken: token } })
    expect((await nhost(refresh.prelude)).status).toBe(400)
    expect((await nhost(refresh.cloudbase)).status).toBe(400)
    for (const token of [refresh.nhost, refresh.cloudbase])
      expect((await preludeApp(dialects).refresh(token)).status).toBe(401)
    for (const token of [refresh.nhost, refresh.prelude])
      expect((await cloudbaseApp(dialects).refresh(token)).status).toBe(400)
  })

  test('no ticket (O07)', async () => {
    const { code, verifier, challengeToken, providerToken } = await everything()
    const jti = String(claimsOf(challengeToken)['jti'])
    const exchange = (value: string) =>
      call(dialects.app.browser(), 'POST /token/exchange', { json: { code: value, codeVerifier: verifier } })
    expect((await exchange(jti)).status).toBe(400)
    expect((await preludeApp(dialects).finalize(providerToken, verifier)).status).toBe(401)
    expect((await preludeApp(dialects).finalize(code, verifier)).status).toBe(401)
    const signIn = { provider_token: challengeToken }
    expect((await cloudbaseApp(dialects).post('/signin/with/provider', signIn)).status).toBe(400)
    expect((await exchange(code)).status).toBe(200)
  })

  test('no state: a sign-in ends at the callback of the API it began at', async () => {
    const { browser, location } = await nhostApp(dialects).begin()
    const { params } = await dialects.upstream.visit(location)
    expect((await call(browser, `GET /v1/session/login/oauth/github/callback?${params}`)).status).toBe(400)
    expect((await call(browser, `GET /signin/provider/github/callback?${params}`)).params).toHaveProperty(
      'refreshToken',
    )
  })
})

describe('scripts of other origins (O08)', () => {
  const paths = {
    nhost: ['/token', '/user', '/signout', '/token/exchange'],
    prelude: ['/v1/session/refresh', '/v1/session/login/finalize', '/v1/session/me/list'],
    cloudbase: ['/auth/v1/token', '/auth/v1/user/me', '/auth/v1/provider/uri'],
  } as const
  const ask = (path: string, origin: string, method = 'OPTIONS') =>
    call(dialects.app.browser(), `${method} ${path}`, {
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,authorization',
      },
    })
  const allowedOrigin = ({ headers }: Answer) => headers.get('access-control-allow-origin')

  test.each(apis)('%s lets those of the list call and read', async (api) => {
    for (const path of paths[api]) {
      for (const origin of ['https://app.test', 'https://a.wild.test', 'http://localhost:5173']) {
        const preflight = await ask(path, origin)
        expect(preflight.status).toBe(204)
        expect(allowedOrigin(preflight)).toBe(origin)
        expect(preflight.headers.get('access-control-allow-credentials')).toBe('true')
        expect(preflight.headers.get('access-control-allow-headers')).toMatch(/Content-Type/)
        expect(preflight.headers.get('vary')).toMatch(/Origin/)
        expect(allowedOrigin(await ask(path, origin, 'POST'))).toBe(origin)
      }
    }
  })

  test.each(apis)('%s lets nobody else', async (api) => {
    const [path] = paths[api]
    for (const origin of [
      'https://evil.test',
      'null',
      'https://app.test.evil.test',
      'https://a.b.wild.test',
      'http://app.test',
    ]) {
      const answers = [await ask(path, origin), await ask(path, origin, 'POST')]
      expect(answers.map(allowedOrigin)).toEqual([null, null])
      expect(answers.map(({ headers }) => headers.get('access-control-allow-credentials'))).toEqual([null, null])
    }
  })

  test('Prelude shows the headers that its kits read (PR-24)', async () => {
    const { headers } = await ask('/v1/session/refresh', 'https://app.test', 'POST')
    expect(headers.get('access-control-expose-headers')).toBe(
      'X-Refresh-Token,X-Refresh-Token-Expires-At,X-Verification-Token,DPoP-Nonce,Date',
    )
    const preflight = await ask('/v1/session/refresh', 'https://app.test')
    expect(preflight.headers.get('access-control-allow-headers')?.split(',')).toEqual(
      expect.arrayContaining(['DPoP', 'X-Refresh-Token', 'X-Verification-Token', 'X-Device-Id', 'User-Agent']),
    )
  })
})

test('signing out everywhere ends every session of every API (O09)', async () => {
  const { app } = dialects
  const nhost = await nhostApp(dialects).session()
  const prelude = await preludeApp(dialects).session()
  const cloudbase = (await cloudbaseApp(dialects).signIn()).json
  await disableOnly(app)
  await app.services.store.transaction((tx) => endAllAccess(app.services, tx, cloudbase.sub))
  await app.services.store.users.update(cloudbase.sub, { bannedAt: null })
  expect((await call(app.browser(), 'GET /user', { bearer: nhost.accessToken })).status).toBe(401)
  expect((await nhostApp(dialects).refresh(nhost.refreshToken)).status).toBe(401)
  expect((await preludeApp(dialects).refresh(prelude.refreshToken)).status).toBe(401)
  expect((await cloudbaseApp(dialects).me(cloudbase.access_token)).status).toBe(401)
  expect((await cloudbaseApp(dialects).refresh(cloudbase.refresh_token)).status).toBe(400)
})

test('no answer with a secret in it is kept or told to others (O06)', async () => {
  const nhost = await nhostApp(dialects).signIn()
  const prelude = await preludeApp(dialects).session()
  const cloudbase = await cloudbaseApp(dialects).signIn()
  for (const { headers } of [nhost, prelude, cloudbase]) expect(headers.get('cache-control')).toBe('no-store')
  expect(nhost.headers.get('referrer-policy')).toBe('no-referrer')
  const [row] = await dialects.app.database.sql.query<{ text: string }>(
    `SELECT string_agg(s::text, ' ') AS text FROM (SELECT row_to_json(t) AS s FROM session_tokens t) rows`,
    [],
  )
  expect(row?.text).not.toContain(prelude.refreshToken)
  expect(row?.text).not.toContain(cloudbase.json.refresh_token)
})
