import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { beginSignIn } from '../../src/core/federation/begin-sign-in.ts'
import type { Outcome } from '../../src/core/federation/outcome.ts'
import { redeemCredential, type UpstreamCredential } from '../../src/core/federation/redeem-credential.ts'
import { openPolicy } from '../support/federation.ts'
import { startServices, type TestServices } from '../support/services.ts'
import { startUpstream, type Upstream } from '../support/upstream.ts'

let upstream: Upstream
let app: TestServices

beforeAll(async () => {
  upstream = await startUpstream()
  app = await startServices(upstream.variables())
})
beforeEach(() => app.reset())
afterAll(async () => {
  await app.close()
  await upstream.close()
})

const appUrl = 'https://app.test/landing?from=login'

function begin(provider: string, key: string, state?: string): Promise<URL> {
  return beginSignIn(app.services, { provider, door: 'test', callbackUrl: appUrl, memo: {}, direct: { key, state } })
}

function redeem(provider: string, credential: UpstreamCredential, key?: string): Promise<Outcome> {
  return redeemCredential(app.services, { provider, door: 'test', credential, key, admission: { policy: openPolicy } })
}

describe('a code that an app received itself', () => {
  test('carries the app’s own state and is redeemed with its URL', async () => {
    const url = await begin('github', 'device 1', 'a&b=c 漢')
    expect(url.searchParams.get('state')).toBe('a&b=c 漢')
    const { params } = await upstream.visit(url)
    const code = params.get('code') ?? ''
    expect(await redeem('github', { kind: 'code', code, redirectUri: appUrl }, 'device 1')).toMatchObject({
      kind: 'signed-in',
    })
    await expect(redeem('github', { kind: 'code', code }, 'device 1')).rejects.toThrow('attempt.invalid')
  })

  test('needs no state', async () => {
    const url = await begin('google', 'device 1')
    expect(url.searchParams.has('state')).toBe(false)
    const { params } = await upstream.visit(url)
    expect(await redeem('google', { kind: 'code', code: params.get('code') ?? '' }, 'device 1')).toMatchObject({
      kind: 'signed-in',
    })
  })

  test('is proven by the verifier where the provider insists', async () => {
    const { params } = await upstream.visit(await begin('twitter', 'device 1'))
    const code = params.get('code') ?? ''
    expect(await redeem('twitter', { kind: 'code', code }, 'device 1')).toMatchObject({ kind: 'signed-in' })
    const again = await upstream.visit(await begin('twitter', 'device 2'))
    const stolen: UpstreamCredential = { kind: 'code', code: again.params.get('code') ?? '', redirectUri: appUrl }
    expect(await redeem('twitter', stolen)).toMatchObject({
      kind: 'refused',
      error: { code: 'upstream.exchange-failed' },
    })
  })

  test('of an app that began on its own is redeemed too', async () => {
    const url = await begin('wechat', 'elsewhere')
    const { params } = await upstream.visit(url)
    const credential = { kind: 'code', code: params.get('code') ?? '', redirectUri: appUrl } as const
    expect(await redeem('wechat', credential)).toMatchObject({ kind: 'signed-in' })
  })

  test('with another redirect URI is refused', async () => {
    const { params } = await upstream.visit(await begin('github', 'device 1'))
    const credential = { kind: 'code', code: params.get('code') ?? '', redirectUri: 'https://evil.test/' } as const
    expect(await redeem('github', credential, 'device 1')).toMatchObject({ kind: 'refused' })
  })

  test('begun twice counts for the newest beginning', async () => {
    await begin('github', 'device 1')
    const { params } = await upstream.visit(await begin('github', 'device 1'))
    expect(await redeem('github', { kind: 'code', code: params.get('code') ?? '' }, 'device 1')).toMatchObject({
      kind: 'signed-in',
    })
  })
})

describe('an ID token that an app received itself', () => {
  const claims = (more = {}) => {
    const now = Math.floor(Date.now() / 1000)
    const { issuer, clientId } = upstream.as('google')
    const person = { sub: '110', email: 'native@example.com', email_verified: true }
    return { iss: issuer, aud: clientId, iat: now, exp: now + 600, ...person, ...more }
  }
  const token = async (more = {}) => (await upstream.as('google').signer.sign(claims(more))) ?? ''
  const post = async (idToken: string, nonce?: string) => redeem('google', { kind: 'id-token', idToken, nonce })

  test('for our client is accepted', async () => {
    expect(await post(await token())).toMatchObject({
      kind: 'signed-in',
      user: { emails: [{ address: 'native@example.com' }] },
    })
  })

  test('through the app’s own client is accepted', async () => {
    expect((await post(await token({ azp: 'android-client' }))).kind).toBe('signed-in')
  })

  test('with the app’s nonce is accepted, plain or hashed', async () => {
    const nonce = 'n'.repeat(32)
    const hashed = createHash('sha256').update(nonce).digest('hex')
    expect((await post(await token({ nonce }), nonce)).kind).toBe('signed-in')
    expect((await post(await token({ nonce: hashed }), nonce)).kind).toBe('signed-in')
  })

  test.each([
    ['another audience', { aud: 'another-client' }],
    ['several audiences through somebody else', { aud: ['google-client', 'another-client'], azp: 'another-client' }],
    ['another issuer', { iss: 'https://evil.test' }],
    ['an end that is past', { exp: 1_000_000_000 }],
    ['a nonce that nobody named', { nonce: 'x' }],
    ['no subject', { sub: undefined }],
  ])('with %s is refused', async (_sentence, more) => {
    expect(await post(await token(more))).toMatchObject({ kind: 'refused', error: { code: 'upstream.profile-failed' } })
    expect(await app.services.store.users.count()).toBe(0)
  })

  test('without the nonce that was named is refused', async () => {
    expect(await post(await token(), 'named')).toMatchObject({ kind: 'refused' })
    expect(await post(await token({ nonce: 'x' }), 'named')).toMatchObject({ kind: 'refused' })
  })

  test('signed by another provider is refused', async () => {
    const forged = (await upstream.as('openid').signer.sign(claims())) ?? ''
    expect(await post(forged)).toMatchObject({ kind: 'refused' })
  })

  test('of a provider that issues none is refused', async () => {
    const outcome = await redeem('github', { kind: 'id-token', idToken: await token() })
    expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'input.invalid' } })
  })
})
