import { createHash } from 'node:crypto'
import { createRemoteJWKSet, decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { password, startApp, type TestApp, type TestClient } from '../../support/app.ts'
import type { Browser, Page } from '../../support/browser.ts'
import { answerOf, basic, type JsonAnswer, postForm } from '../../support/post-form.ts'
import { passPages } from '../../support/protocol.ts'

// The modules of the OpenID Foundation's Basic and Form Post OP plans that need no eye of a person; each is a test of
// its name. The plans differ in how the answer comes back only.

type Answer = Record<string, string>
type Params = Readonly<Record<string, string | undefined>>

let app: TestApp
let client: TestClient
let second: TestClient
let keys: ReturnType<typeof createRemoteJWKSet>

beforeAll(async () => {
  app = await startApp()
})
beforeEach(async () => {
  await app.reset()
  await app.createUser('alice@example.com', { firstName: 'Alice', lastName: 'Liddell', username: 'alice' })
  client = await app.createClient()
  second = await app.createClient({
    tokenEndpointAuthMethod: 'client_secret_post',
    redirectUris: ['https://rp2.test/cb'],
  })
  keys = createRemoteJWKSet(new URL(`${app.origin}/.well-known/jwks.json`))
})
afterAll(() => app.close())

/** The answer of the authorization endpoint, from the address or from the form. */
function answerIn(page: Page): Answer {
  const inputs = page.root.querySelectorAll('form input[type=hidden]')
  if (page.status === 303 || inputs.length === 0) return Object.fromEntries(page.url.searchParams)
  return Object.fromEntries(
    inputs.map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']),
  )
}

async function idToken(jwt: string, of: TestClient): Promise<JWTPayload> {
  const checks = {
    issuer: app.origin,
    audience: of.clientId,
    currentDate: new Date(),
    requiredClaims: ['sub', 'iat', 'exp'],
  }
  const { payload } = await jwtVerify(jwt, keys, checks)
  return payload
}

describe.each([['query'], ['form_post']])('with response_mode=%s', (mode) => {
  const query = (params: Params, of: TestClient) => {
    const all = {
      client_id: of.clientId,
      redirect_uri: of.redirectUri,
      response_type: 'code',
      response_mode: mode === 'query' ? undefined : mode,
      scope: 'openid',
      state: 'mnS8rVjq3Q',
      nonce: 'WpBxTz9oXk',
      ...params,
    }
    return new URLSearchParams(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined))
  }

  const authorize = async (params: Params = {}, browser: Browser = app.browser(), of = client): Promise<Answer> =>
    answerIn(await passPages(await browser.open(`/oauth/authorize?${query(params, of)}`)))

  const redeem = (code: string | undefined, of = client, more: Record<string, string> = {}): Promise<JsonAnswer> => {
    const form = { grant_type: 'authorization_code', code: code ?? '', redirect_uri: of.redirectUri, ...more }
    return postForm(app, '/oauth/token', form, of === second ? {} : basic(of))
  }

  const tokens = async (params: Params = {}, browser?: Browser): Promise<JsonAnswer['body']> => {
    const { code } = await authorize(params, browser)
    const { status, body } = await redeem(code)
    expect(status).toBe(200)
    return body
  }

  const userinfo = async (init: RequestInit) => (await answerOf(await fetch(`${app.origin}/oauth/userinfo`, init))).body

  test('oidcc-server', async () => {
    const answer = await authorize()
    expect(Object.keys(answer).sort()).toEqual(['code', 'iss', 'state'])
    expect(answer).toMatchObject({ state: 'mnS8rVjq3Q', iss: app.origin })
    const { body, headers } = await redeem(answer['code'])
    expect(headers.get('cache-control')).toContain('no-store')
    expect(body).toMatchObject({ token_type: 'Bearer', access_token: expect.stringMatching(/^[\w.~+/-]{20,}$/) })
    const claims = await idToken(body.id_token, client)
    expect(decodeProtectedHeader(body.id_token)).toMatchObject({ alg: 'RS256', kid: expect.any(String) })
    expect(claims['nonce']).toBe('WpBxTz9oXk')
    expect(claims.jti).toMatch(/^[\w-]{20,}$/)
    expect(claims['auth_time']).toBeLessThanOrEqual(Number(claims.iat))
    const half = createHash('sha256').update(body.access_token).digest().subarray(0, 16)
    expect(claims['at_hash']).toBe(half.toString('base64url'))
    const info = await userinfo({ headers: { authorization: `Bearer ${body.access_token}` } })
    expect(info.sub).toBe(claims.sub)
  })

  test('oidcc-response-type-missing', async () => {
    const answer = await authorize({ response_type: undefined })
    expect(answer).toMatchObject({ error: 'invalid_request', state: 'mnS8rVjq3Q' })
  })

  test('oidcc-userinfo-get, oidcc-userinfo-post-header, oidcc-userinfo-post-body', async () => {
    const { access_token, id_token } = await tokens()
    const { sub } = await idToken(id_token, client)
    const headers = { authorization: `Bearer ${access_token}` }
    for (const init of [{ headers }, { headers, method: 'POST' }]) expect((await userinfo(init)).sub).toBe(sub)
    expect((await userinfo({ method: 'POST', body: new URLSearchParams({ access_token }) })).sub).toBe(sub)
  })

  test('oidcc-ensure-request-without-nonce-succeeds-for-code-flow', async () => {
    const claims = await idToken((await tokens({ nonce: undefined })).id_token, client)
    expect(claims).not.toHaveProperty('nonce')
  })

  test('oidcc-scope-profile, oidcc-scope-email, oidcc-scope-all', async () => {
    const claims = async (scope: string) => {
      const { access_token } = await tokens({ scope })
      return userinfo({ headers: { authorization: `Bearer ${access_token}` } })
    }
    expect(await claims('openid profile')).toMatchObject({
      name: 'Alice Liddell',
      given_name: 'Alice',
      family_name: 'Liddell',
    })
    expect(await claims('openid email')).toMatchObject({ email: 'alice@example.com', email_verified: true })
    expect(await claims('openid profile email')).toMatchObject({
      preferred_username: 'alice',
      email: 'alice@example.com',
    })
  })

  test('oidcc-scope-address, oidcc-scope-phone: not offered, and not promised', async () => {
    const metadata = (await (await fetch(`${app.origin}/.well-known/openid-configuration`)).json()) as Record<
      string,
      string[]
    >
    for (const scope of ['address', 'phone']) {
      expect(metadata['scopes_supported']).not.toContain(scope)
      expect(await authorize({ scope: `openid ${scope}` })).toMatchObject({ error: 'invalid_scope' })
    }
  })

  test('oidcc-ensure-other-scope-order-succeeds', async () => {
    expect((await tokens({ scope: 'email openid' })).id_token).toBeTruthy()
  })

  test('oidcc-display-page, oidcc-display-popup, oidcc-ui-locales, oidcc-claims-locales, oidcc-login-hint', async () => {
    const params = [
      { display: 'page' },
      { display: 'popup' },
      { ui_locales: 'se en' },
      { claims_locales: 'se' },
      { login_hint: 'buffy@localhost' },
    ]
    for (const each of params) expect((await tokens(each)).id_token).toBeTruthy()
  })

  test('oidcc-prompt-login', async () => {
    const browser = app.browser()
    const first = await idToken((await tokens({}, browser)).id_token, client)
    app.advance(2)
    const page = await browser.open(`/oauth/authorize?${query({ prompt: 'login' }, client)}`)
    expect(page.html).toContain('name="password"')
    const answer = answerIn(await page.submit({ identifier: 'alice@example.com', password }))
    const again = await idToken((await redeem(answer['code'])).body.id_token, client)
    expect(Number(again['auth_time'])).toBeGreaterThan(Number(first['auth_time']))
    expect(again.sub).toBe(first.sub)
  })

  test('oidcc-prompt-none-not-logged-in', async () => {
    const { error, state, code } = await authorize({ prompt: 'none' })
    expect({ error, state, code }).toEqual({ error: 'login_required', state: 'mnS8rVjq3Q', code: undefined })
  })

  test('oidcc-prompt-none-logged-in', async () => {
    const browser = app.browser()
    const first = await idToken((await tokens({}, browser)).id_token, client)
    const silent = await idToken((await tokens({ prompt: 'none' }, browser)).id_token, client)
    expect([silent.sub, silent['auth_time']]).toEqual([first.sub, first['auth_time']])
  })

  test('oidcc-max-age-1', async () => {
    const browser = app.browser()
    const first = await idToken((await tokens({}, browser)).id_token, client)
    app.advance(2)
    const again = await idToken((await tokens({ max_age: '1' }, browser)).id_token, client)
    expect(Number(again['auth_time'])).toBeGreaterThan(Number(first['auth_time']))
  })

  test('oidcc-max-age-10000', async () => {
    const browser = app.browser()
    const first = await idToken((await tokens({ max_age: '15000' }, browser)).id_token, client)
    app.advance(2)
    const again = await idToken((await tokens({ max_age: '10000' }, browser)).id_token, client)
    expect(again['auth_time']).toBe(first['auth_time'])
  })

  test('oidcc-ensure-request-with-unknown-parameter-succeeds', async () => {
    expect((await tokens({ extra: 'foobar' })).id_token).toBeTruthy()
  })

  test('oidcc-id-token-hint', async () => {
    const browser = app.browser()
    const { id_token } = await tokens({}, browser)
    const silent = await tokens({ prompt: 'none', id_token_hint: id_token }, browser)
    expect((await idToken(silent.id_token, client)).sub).toBe((await idToken(id_token, client)).sub)
  })

  test('oidcc-ensure-request-with-acr-values-succeeds', async () => {
    const metadata = (await (await fetch(`${app.origin}/.well-known/openid-configuration`)).json()) as Record<
      string,
      string[]
    >
    const claims = await idToken((await tokens({ acr_values: '1 2' })).id_token, client)
    expect(metadata['acr_values_supported']).toContain(claims['acr'])
  })

  test('oidcc-codereuse, oidcc-codereuse-30seconds', async () => {
    for (const pause of [0, 30]) {
      const { code } = await authorize()
      const { body } = await redeem(code)
      app.advance(pause)
      expect(await redeem(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
      const { status } = await fetch(`${app.origin}/oauth/userinfo`, {
        headers: { authorization: `Bearer ${body.access_token}` },
      })
      expect(status).toBe(401)
    }
  })

  test('oidcc-ensure-registered-redirect-uri', async () => {
    const foreign = query({ redirect_uri: `${client.redirectUri}/qdYjm0pV` }, client)
    const page = await app.browser().open(`/oauth/authorize?${foreign}`)
    expect([page.status, page.url.origin]).toEqual([400, app.origin])
  })

  test('oidcc-ensure-post-request-succeeds', async () => {
    const page = await app.browser().open('/oauth/authorize', { method: 'POST', body: query({}, client) })
    const { code, state } = answerIn(await passPages(page))
    expect(state).toBe('mnS8rVjq3Q')
    expect((await redeem(code)).status).toBe(200)
  })

  test('oidcc-server-client-secret-post', async () => {
    const { code } = await authorize({}, app.browser(), second)
    const { clientId: client_id, clientSecret: client_secret } = second
    const { body } = await redeem(code, second, { client_id, client_secret })
    expect((await idToken(body.id_token, second)).aud).toBe(second.clientId)
  })

  test('oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const request = `${part({ alg: 'none' })}.${part({ state: 'from-the-object', client_id: client.clientId })}.`
    expect(await authorize({ request })).toMatchObject({ error: 'request_not_supported', state: 'mnS8rVjq3Q' })
  })

  test('oidcc-claims-essential: the parameter is not supported, and ignored', async () => {
    const metadata = (await (await fetch(`${app.origin}/.well-known/openid-configuration`)).json()) as Record<
      string,
      unknown
    >
    expect(metadata['claims_parameter_supported']).toBe(false)
    const claims = JSON.stringify({ userinfo: { name: { essential: true } } })
    expect((await tokens({ claims })).id_token).toBeTruthy()
  })

  test('oidcc-refresh-token', async () => {
    const { refresh_token, id_token } = await tokens({ scope: 'openid offline_access', prompt: 'consent' })
    app.advance(2)
    const form = { grant_type: 'refresh_token', refresh_token }
    const { status, body } = await postForm(app, '/oauth/token', form, basic(client))
    expect(status).toBe(200)
    const before = await idToken(id_token, client)
    const after = await idToken(body.id_token, client)
    expect([after.sub, after.aud, after.iss, after['auth_time']]).toEqual([
      before.sub,
      before.aud,
      before.iss,
      before['auth_time'],
    ])
    expect(Number(after.iat)).toBeGreaterThan(Number(before.iat))
    const foreign = await postForm(app, '/oauth/token', { ...form, refresh_token: body.refresh_token }, basic(second))
    expect(foreign).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  test('oidcc-ensure-request-with-valid-pkce-succeeds', async () => {
    const verifier = 'u'.repeat(50)
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    const { code } = await authorize({ code_challenge: challenge, code_challenge_method: 'S256' })
    expect((await redeem(code, client, { code_verifier: verifier })).status).toBe(200)
  })
})
