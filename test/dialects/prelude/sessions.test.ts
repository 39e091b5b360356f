import { createRemoteJWKSet, jwtVerify, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { accounts, call, claimsOf, type Dialects, disableOnly, startDialects } from '../../support/dialects.ts'
import { base, preludeApp, proofKey } from '../../support/prelude.ts'

let dialects: Dialects
let prelude: ReturnType<typeof preludeApp>

beforeAll(async () => {
  dialects = await startDialects()
  prelude = preludeApp(dialects)
})
beforeEach(async () => {
  await dialects.app.reset()
  dialects.upstream.as('github').nextUser()
})
afterAll(() => dialects.close())

const codeOf = async (sent: Promise<Awaited<ReturnType<typeof call>>>) => {
  const { status, json } = await sent
  return `${status} ${json?.code}`
}
const list = (bearer: string, query = '') => call(dialects.app.browser(), `GET ${base}/me/list${query}`, { bearer })

describe('finalize', () => {
  test('answers a session (PR-09)', async () => {
    const { status, json, headers, accessToken, refreshToken } = await prelude.session()
    const [user] = await accounts(dialects.app)
    expect(status).toBe(200)
    expect(json).toEqual({ access_token: expect.any(String), expires_at: expect.any(Number) })
    expect(Number.isInteger(json.expires_at)).toBe(true)
    expect(refreshToken).toMatch(/^[\w-]{43}$/)
    expect(headers.get('x-refresh-token-expires-at')).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    expect(headers.get('date')).toBeTruthy()
    const keys = createRemoteJWKSet(new URL(`${base}/.well-known/jwks.json`, dialects.app.origin))
    const { payload, protectedHeader } = await jwtVerify(accessToken, keys)
    expect(protectedHeader).toEqual({ alg: 'EdDSA', typ: 'JWT', kid: expect.any(String) })
    expect(payload).toEqual({
      iss: dialects.app.origin,
      aud: 'prelude',
      sub: user?.id,
      sid: expect.stringMatching(/^ses_/),
      cc: {},
      iat: expect.any(Number),
      exp: json.expires_at,
    })
  })

  test('tells what an administrator keeps for the person, as texts', async () => {
    await prelude.session()
    const [user] = await accounts(dialects.app)
    await dialects.app.services.store.users.update(user?.id ?? '', {
      publicMetadata: { plan: 'pro', seats: 7, nested: {} },
    })
    expect(claimsOf((await prelude.session()).accessToken)['cc']).toEqual({ plan: 'pro' })
  })

  test('works once, of fifty at once too (PR-10)', async () => {
    const { verifier, back } = await prelude.arrive()
    const token = back.params['challenge_token']
    const answers = await Promise.all(Array.from({ length: 50 }, () => prelude.finalize(token, verifier)))
    const codes = answers.map(({ status, json }) => `${status} ${json.code ?? ''}`).sort()
    expect(codes).toEqual(['200 ', ...Array.from({ length: 49 }, () => '409 token_reused')])
    expect(await codeOf(prelude.finalize(token, verifier))).toBe('409 token_reused')
  })

  test('wants the verifier of who began, and gives no second try (PR-11)', async () => {
    for (const wrong of [undefined, '', 'short', 'w'.repeat(43)]) {
      const { verifier, back } = await prelude.arrive()
      const token = back.params['challenge_token']
      expect(await codeOf(prelude.finalize(token, wrong)), String(wrong)).toBe('401 invalid_challenge_token')
      expect(await codeOf(prelude.finalize(token, verifier))).toBe('409 token_reused')
    }
  })

  test('takes a challenge token that is ours, whole and fresh (PR-12)', async () => {
    const { accessToken } = await prelude.session()
    const { verifier, back } = await prelude.arrive()
    const token = back.params['challenge_token'] ?? ''
    const [header, body, signature] = token.split('.')
    const forgedBody = Buffer.from(JSON.stringify({ ...claimsOf(token), sub: 'user_other' })).toString('base64url')
    const hmac = await new SignJWT(claimsOf(token))
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .sign(new Uint8Array(32))
    const unsigned = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${body}.`
    for (const forged of [accessToken, `${header}.${forgedBody}.${signature}`, hmac, unsigned, 'nonsense']) {
      expect(await codeOf(prelude.finalize(forged, verifier))).toBe('401 invalid_challenge_token')
    }
    expect(await codeOf(prelude.finalize(undefined, verifier))).toBe('400 missing_challenge_token')
    expect(await codeOf(prelude.finalize('', verifier))).toBe('400 missing_challenge_token')
    dialects.app.advance(300)
    expect(await codeOf(prelude.finalize(token, verifier))).toBe('401 expired_challenge_token')
  })

  test('of somebody disabled meanwhile is refused', async () => {
    const { verifier, back } = await prelude.arrive()
    await disableOnly(dialects.app)
    expect(await codeOf(prelude.finalize(back.params['challenge_token'], verifier))).toBe('403 suspended_account')
  })

  test('ends the session that the kit had before', async () => {
    const before = await prelude.session()
    await prelude.session({ headers: { 'x-refresh-token': before.refreshToken } })
    expect(await codeOf(prelude.refresh(before.refreshToken))).toBe('401 unauthorized')
  })
})

describe('refresh', () => {
  test('replaces the token; the old one signs out (PR-21)', async () => {
    const first = await prelude.session()
    const second = await prelude.refresh(first.refreshToken)
    expect(second.status).toBe(200)
    expect(Object.keys(second.json)).toEqual(['access_token', 'expires_at'])
    const successor = second.headers.get('x-refresh-token') ?? ''
    expect(successor).not.toBe(first.refreshToken)
    expect(claimsOf(second.json.access_token)['sid']).toBe(claimsOf(first.accessToken)['sid'])
    expect(await codeOf(prelude.refresh(first.refreshToken))).toBe('401 unauthorized')
    expect(await codeOf(prelude.refresh(successor))).toBe('401 unauthorized')
    expect(await codeOf(list(second.json.access_token))).toBe('401 unauthorized')
  })

  test('fifty times at once works once', async () => {
    const { refreshToken } = await prelude.session()
    const answers = await Promise.all(Array.from({ length: 50 }, () => prelude.refresh(refreshToken)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test('takes the cookie, but not from a foreign page', async () => {
    const { verifier, back } = await prelude.arrive()
    const browser = dialects.app.browser()
    const body = { challenge_token: back.params['challenge_token'], code_verifier: verifier }
    const { headers } = await prelude.post('/login/finalize', body, {}, browser)
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__refresh_ins_\w+=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/),
    ])
    expect(await codeOf(prelude.post('/refresh', undefined, { origin: 'https://evil.test' }, browser))).toBe(
      '401 unauthorized',
    )
    expect((await prelude.post('/refresh', undefined, {}, browser)).status).toBe(200)
    expect((await prelude.post('/refresh', undefined, {}, browser)).status).toBe(200)
    const gone = await prelude.post('/revoke', undefined, {}, browser)
    expect(gone.status).toBe(204)
    expect(gone.headers.getSetCookie()[0]).toContain('Max-Age=0')
  })

  test('without a token, or for somebody disabled, is refused', async () => {
    const { refreshToken } = await prelude.session()
    expect(await codeOf(prelude.post('/refresh'))).toBe('401 unauthorized')
    expect(await codeOf(prelude.refresh('unknown'))).toBe('401 unauthorized')
    await disableOnly(dialects.app)
    expect(await codeOf(prelude.refresh(refreshToken))).toBe('403 suspended_account')
  })

  test('takes no token of another API', async () => {
    const { location } = await call(dialects.app.browser(), 'GET /signin/provider/github')
    expect(location).toBeDefined()
    const { verifier, back } = await prelude.arrive()
    const challenge = back.params['challenge_token'] ?? ''
    expect(await codeOf(prelude.refresh(challenge))).toBe('401 unauthorized')
    expect(
      await codeOf(
        call(dialects.app.browser(), 'POST /token/exchange', {
          json: { code: claimsOf(challenge)['jti'], codeVerifier: verifier },
        }),
      ),
    ).toBe('400 undefined')
  })
})

describe('a session that is bound to a key (PR-22)', () => {
  const refreshPath = `POST ${base}/refresh`
  const bound = async () => {
    const key = await proofKey(dialects.app)
    const session = await prelude.session({ headers: { dpop: await key.prove(`POST ${base}/login/finalize`) } })
    return { key, ...session }
  }

  test('goes on with proofs of that key', async () => {
    const { key, refreshToken } = await bound()
    const next = await prelude.refresh(refreshToken, { dpop: await key.prove(refreshPath) })
    expect(next.status).toBe(200)
    const successor = next.headers.get('x-refresh-token') ?? ''
    const headers = { 'x-refresh-token': successor, dpop: await key.prove(`POST ${base}/revoke`) }
    expect((await prelude.post('/revoke', undefined, headers)).status).toBe(204)
  })

  test('does not go on without, or with another key', async () => {
    const { key, refreshToken } = await bound()
    const other = await proofKey(dialects.app)
    expect(await codeOf(prelude.refresh(refreshToken))).toBe('401 missing_dpop_proof')
    expect(await codeOf(prelude.refresh(refreshToken, { dpop: await other.prove(refreshPath) }))).toBe(
      '401 dpop_key_mismatch',
    )
    expect((await prelude.refresh(refreshToken, { dpop: await key.prove(refreshPath) })).status).toBe(200)
  })

  test.each<[string, string, () => object]>([
    ['for another address', `POST ${base}/revoke`, () => ({})],
    ['for another method', `GET ${base}/refresh`, () => ({})],
    ['that is stale', refreshPath, () => ({ iat: Math.floor(Date.now() / 1000) - 600 })],
    ['from the future', refreshPath, () => ({ iat: Math.floor(Date.now() / 1000) + 600 })],
  ])('takes no proof %s', async (_what, path, claims) => {
    const { key, refreshToken } = await bound()
    expect(await codeOf(prelude.refresh(refreshToken, { dpop: await key.prove(path, claims()) }))).toBe(
      '401 invalid_dpop_proof',
    )
    expect((await prelude.refresh(refreshToken, { dpop: await key.prove(refreshPath) })).status).toBe(200)
  })

  test('takes no proof twice', async () => {
    const { key, refreshToken } = await bound()
    const dpop = await key.prove(refreshPath)
    expect((await prelude.refresh(refreshToken, { dpop })).status).toBe(200)
    expect(await codeOf(prelude.refresh(refreshToken, { dpop }))).toBe('401 invalid_dpop_proof')
  })

  test('is not begun with a bad proof, and the challenge token stays good', async () => {
    const key = await proofKey(dialects.app)
    const { verifier, back } = await prelude.arrive()
    const token = back.params['challenge_token']
    expect(await codeOf(prelude.finalize(token, verifier, { dpop: await key.prove(refreshPath) }))).toBe(
      '401 invalid_dpop_proof',
    )
    const dpop = await key.prove(`POST ${base}/login/finalize`)
    expect((await prelude.finalize(token, verifier, { dpop })).status).toBe(200)
  })
})

describe('signing out', () => {
  test('ends the session (PR-23)', async () => {
    const { refreshToken, accessToken } = await prelude.session()
    const answer = await prelude.post('/revoke', undefined, { 'x-refresh-token': refreshToken })
    expect({ status: answer.status, text: answer.text }).toEqual({ status: 204, text: '' })
    expect(await codeOf(prelude.refresh(refreshToken))).toBe('401 unauthorized')
    expect(await codeOf(list(accessToken))).toBe('401 unauthorized')
    expect(await codeOf(prelude.post('/revoke', undefined, { 'x-refresh-token': refreshToken }))).toBe(
      '401 unauthorized',
    )
    expect(await codeOf(prelude.post('/revoke'))).toBe('401 unauthorized')
  })

  const revoke = (bearer: string, query: string) =>
    call(dialects.app.browser(), `POST ${base}/me/revoke?${query}`, { bearer })

  test('ends others, one of them, this one, or all', async () => {
    const [one, two, three] = [await prelude.session(), await prelude.session(), await prelude.session()]
    const sid = claimsOf(two.accessToken)['sid']
    expect((await revoke(one.accessToken, `target=session&session_id=${sid}`)).status).toBe(204)
    expect((await list(one.accessToken)).json.total).toBe(2)
    expect((await revoke(one.accessToken, 'target=others')).status).toBe(204)
    expect(await codeOf(list(three.accessToken))).toBe('401 unauthorized')
    expect((await revoke(one.accessToken, 'target=mine')).status).toBe(204)
    const [four, five] = [await prelude.session(), await prelude.session()]
    expect((await revoke(four.accessToken, 'target=all')).status).toBe(204)
    expect(await codeOf(prelude.refresh(five.refreshToken))).toBe('401 unauthorized')
  })

  test('ends no session of somebody else', async () => {
    const alice = await prelude.session()
    dialects.upstream.as('github').nextUser()
    const mallory = await prelude.session()
    const sid = claimsOf(alice.accessToken)['sid']
    expect(await codeOf(revoke(mallory.accessToken, `target=session&session_id=${sid}`))).toBe('404 not_found')
    expect(await codeOf(revoke(mallory.accessToken, 'target=session'))).toBe('400 bad_request')
    expect(await codeOf(revoke(mallory.accessToken, 'target=everybody'))).toBe('400 bad_request')
    expect((await list(alice.accessToken)).json.total).toBe(1)
  })
})

describe('the list of sessions', () => {
  test('has a page of those that are open', async () => {
    const { accessToken } = await prelude.session()
    await prelude.session()
    const { status, json } = await list(accessToken)
    expect(status).toBe(200)
    expect(json).toEqual({ sessions: expect.any(Array), total: 2, limit: 10, offset: 0 })
    expect(json.sessions[0]).toEqual({
      id: expect.stringMatching(/^ses_/),
      device_model: expect.any(String),
      device_type: '',
      os_version: '',
      country_code: '',
      created_at: expect.stringMatching(/Z$/),
      last_seen_at: expect.stringMatching(/Z$/),
      expires_at: expect.stringMatching(/Z$/),
    })
    const second = await list(accessToken, '?limit=1&offset=1')
    expect(second.json).toMatchObject({ total: 2, limit: 1, offset: 1 })
    expect(second.json.sessions).toHaveLength(1)
  })

  test.each([
    ['limit=0', '400 invalid_pagination_limit'],
    ['limit=101', '400 invalid_pagination_limit'],
    ['limit=x', '400 invalid_pagination_limit'],
    ['offset=-1', '400 invalid_pagination_offset'],
  ])('refuses %s', async (query, expected) => {
    const { accessToken } = await prelude.session()
    expect(await codeOf(list(accessToken, `?${query}`))).toBe(expected)
  })

  test('is for who shows a token of this API', async () => {
    expect(await codeOf(call(dialects.app.browser(), `GET ${base}/me/list`))).toBe('401 unauthorized')
    expect(await codeOf(list('a.b.c'))).toBe('401 unauthorized')
  })
})

test('step-up has no keys', async () => {
  expect((await call(dialects.app.browser(), `GET ${base}/.well-known/step-up-jwks.json`)).json).toEqual({ keys: [] })
})
