import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { accounts, call, claimsOf, type Dialects, mailed, startDialects } from '../../support/dialects.ts'
import { base, preludeApp } from '../../support/prelude.ts'

let dialects: Dialects
let prelude: ReturnType<typeof preludeApp>

beforeAll(async () => {
  dialects = await startDialects()
  prelude = preludeApp(dialects)
})
beforeEach(async () => {
  await dialects.app.reset()
  dialects.upstream.as('google').nextUser({ email: 'new@example.com', verified: false })
})
afterAll(() => dialects.close())

const arrive = async () => {
  const { verifier, back } = await prelude.arrive({ provider: 'google' })
  return { verifier, back, link: back.params['challenge_token'] ?? '' }
}
const send = async (body: object) => {
  const answer = await prelude.post('/otp', body)
  return { ...answer, verification: answer.headers.get('x-verification-token') ?? '' }
}
const check = (verification: string, code: string) =>
  prelude.post('/otp/check', { code }, { 'x-verification-token': verification })
const newestCode = async () => (await mailed(dialects.app))[0]?.values['code'] ?? ''
const wrongCode = (right: string) => (right === '000000' ? '111111' : '000000')
const codeOf = async (sent: Promise<Awaited<ReturnType<typeof call>>>) => {
  const { status, json } = await sent
  return `${status} ${json?.code}`
}

describe('an address the provider has not verified', () => {
  test('has to be proven first (PR-16)', async () => {
    const { back, link } = await arrive()
    expect(back.params).toEqual({ challenge_token: expect.any(String), status: 'otp_required' })
    expect(claimsOf(link)).toMatchObject({
      aud: 'login',
      grant_mode: 'oauth-email-link',
      provider: 'google',
      metadata: { oauth_email: 'new@example.com' },
    })
    expect(claimsOf(link)).not.toHaveProperty('sub')
    expect(await accounts(dialects.app)).toEqual([])
  })

  test('does not start a session before (PR-17)', async () => {
    const { link, verifier } = await arrive()
    expect(await codeOf(prelude.finalize(link, verifier))).toBe('401 invalid_challenge_token')
  })

  test('is sent a code, and the app a token for the check (PR-18)', async () => {
    const { link } = await arrive()
    const { status, text, verification, headers } = await send({ challenge_token: link })
    expect({ status, text }).toEqual({ status: 204, text: '' })
    expect(verification).toMatch(/^[\w-]{43}$/)
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(/^verification-login_ins_\w+=[\w-]{43}; Path=\/; Max-Age=1800; HttpOnly; SameSite=Lax$/),
    ])
    expect(await mailed(dialects.app)).toMatchObject([
      { to: 'new@example.com', template: 'prove-address', values: { code: expect.stringMatching(/^\d{6}$/) } },
    ])
  })

  test('makes an account with the right code, and a session with the verifier (PR-20)', async () => {
    const { link, verifier } = await arrive()
    const { verification } = await send({ challenge_token: link })
    const { status, json } = await check(verification, await newestCode())
    expect(status).toBe(200)
    expect(Object.keys(json)).toEqual(['challenge_token'])
    expect(claimsOf(json.challenge_token)).toMatchObject({ grant_mode: 'session-start', provider: 'google' })
    const [user] = await accounts(dialects.app)
    expect(user?.emails).toMatchObject([{ address: 'new@example.com', verifiedAt: expect.any(Date) }])
    const session = await prelude.finalize(json.challenge_token, verifier)
    expect(claimsOf(session.json.access_token)['sub']).toBe(user?.id)
  })

  test('is proven with the cookie alone too (PR-20)', async () => {
    const { link, verifier } = await arrive()
    const browser = dialects.app.browser()
    await prelude.post('/otp', { challenge_token: link }, {}, browser)
    const { json } = await prelude.post('/otp/check', { code: await newestCode() }, {}, browser)
    expect((await prelude.finalize(json.challenge_token, verifier)).status).toBe(200)
  })

  test('belongs to who has it proven already: the login joins that account', async () => {
    const owner = await dialects.app.createUser('new@example.com')
    const { link, verifier } = await arrive()
    const { verification } = await send({ challenge_token: link })
    const { json } = await check(verification, await newestCode())
    const session = await prelude.finalize(json.challenge_token, verifier)
    expect(claimsOf(session.json.access_token)['sub']).toBe(owner.id)
  })

  test('may be guessed at five times (PR-19)', async () => {
    const { link } = await arrive()
    const { verification } = await send({ challenge_token: link })
    const right = await newestCode()
    for (let guess = 0; guess < 5; guess += 1) {
      expect(await codeOf(check(verification, wrongCode(right)))).toBe('400 bad_check_code')
    }
    expect(await codeOf(check(verification, right))).toBe('429 rate_limited')
    expect(await accounts(dialects.app)).toEqual([])
  })

  test('fifty right codes at once let one in', async () => {
    const { link } = await arrive()
    const { verification } = await send({ challenge_token: link })
    const code = await newestCode()
    const answers = await Promise.all(Array.from({ length: 50 }, () => check(verification, code)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await accounts(dialects.app)).toHaveLength(1)
  })

  test('works once, and its link token too', async () => {
    const { link } = await arrive()
    const { verification } = await send({ challenge_token: link })
    await check(verification, await newestCode())
    expect(await codeOf(check(verification, '123456'))).toBe('409 token_reused')
    expect(await codeOf(send({ challenge_token: link }))).toBe('409 token_reused')
  })

  test('takes its code within ten minutes', async () => {
    const { link } = await arrive()
    const { verification } = await send({ challenge_token: link })
    const code = await newestCode()
    dialects.app.advance(600)
    expect(await codeOf(check(verification, code))).toBe('400 bad_check_code')
  })

  test('can be sent another code, which ends the one before', async () => {
    const { link } = await arrive()
    const { verification } = await send({ challenge_token: link })
    const first = await newestCode()
    dialects.app.advance(31)
    const retry = await prelude.post('/otp/retry', undefined, { 'x-verification-token': verification })
    expect({ status: retry.status, text: retry.text }).toEqual({ status: 204, text: '' })
    const second = await newestCode()
    if (first !== second) expect(await codeOf(check(verification, first))).toBe('400 bad_check_code')
    expect((await check(verification, second)).status).toBe(200)
  })
})

describe('a verification that is missing, unknown or over', () => {
  test('is no credential', async () => {
    const unauthorized = {
      code: 'unauthorized',
      type: 'unauthorized',
      message: expect.any(String),
      request_id: expect.any(String),
    }
    for (const path of ['/otp/check', '/otp/retry']) {
      for (const headers of [{}, { 'x-verification-token': 'unknown' }]) {
        const { status, json } = await prelude.post(path, { code: '123456' }, headers as Record<string, string>)
        expect({ status, json }).toEqual({ status: 401, json: unauthorized })
      }
    }
    const { link } = await arrive()
    const { verification } = await send({ challenge_token: link })
    dialects.app.advance(1800)
    expect(await codeOf(check(verification, '123456'))).toBe('401 unauthorized')
  })

  test('is not taken from a cookie that a foreign page rides on', async () => {
    const { link } = await arrive()
    const browser = dialects.app.browser()
    await prelude.post('/otp', { challenge_token: link }, {}, browser)
    const code = await newestCode()
    const evil = { origin: 'https://evil.test' }
    expect(await codeOf(prelude.post('/otp/check', { code }, evil, browser))).toBe('401 unauthorized')
    expect((await prelude.post('/otp/check', { code }, { origin: 'https://app.test' }, browser)).status).toBe(200)
  })
})

describe('a request for a code', () => {
  test.each([
    ['nothing', {}, '400 bad_request'],
    ['a phone number', { identifier: { type: 'phone_number', value: '+4912345' } }, '400 invalid_identifier'],
    ['a bad address', { identifier: { type: 'email_address', value: 'nobody' } }, '400 invalid_identifier'],
    ['a token of nobody', { challenge_token: 'a.b.c' }, '401 invalid_challenge_token'],
  ])('with %s is refused', async (_what, body, expected) => {
    expect(await codeOf(prelude.post('/otp', body))).toBe(expected)
  })

  test('with a token that starts a session is refused', async () => {
    dialects.upstream.as('google').nextUser()
    const { link } = await arrive()
    expect(await codeOf(prelude.post('/otp', { challenge_token: link }))).toBe('401 invalid_challenge_token')
  })

  test('for an address of somebody signs them in, and looks the same for nobody', async () => {
    const alice = await dialects.app.createUser('alice@example.com')
    const identify = (value: string) => send({ identifier: { type: 'email_address', value } })
    const known = await identify('Alice@Example.com')
    const unknown = await identify('nobody@example.com')
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text])
    expect(unknown.verification).toMatch(/^[\w-]{43}$/)
    const codes = await mailed(dialects.app)
    const right = codes.find(({ to }) => to === 'alice@example.com')?.values['code'] ?? ''
    expect(
      await codeOf(
        check(unknown.verification, codes.find(({ to }) => to === 'nobody@example.com')?.values['code'] ?? right),
      ),
    ).toBe('400 bad_check_code')
    const { json } = await check(known.verification, right)
    const session = await prelude.finalize(json.challenge_token)
    expect(claimsOf(session.json.access_token)['sub']).toBe(alice.id)
  })

  test('with a challenge of the app binds the session to its verifier', async () => {
    await dialects.app.createUser('alice@example.com')
    const identifier = { type: 'email_address', value: 'alice@example.com' }
    const { verification } = await send({ identifier, code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' })
    const { json } = await check(verification, await newestCode())
    const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
    expect((await prelude.finalize(json.challenge_token, verifier)).status).toBe(200)
  })
})

test('unknown paths of the API are JSON', async () => {
  const { status, json } = await call(dialects.app.browser(), `POST ${base}/migration`, { json: {} })
  expect({ status, json }).toMatchObject({ status: 404, json: { code: 'not_found', type: 'not_found' } })
})
