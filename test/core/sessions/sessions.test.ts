import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ensureKeys } from '../../../src/core/keys/rotate-keys.ts'
import { sweepExpired } from '../../../src/core/maintenance/sweep-expired.ts'
import { authenticateBearer, issueAccessToken } from '../../../src/core/sessions/access-token.ts'
import { closeSession, closeSessionOf, closeSessions } from '../../../src/core/sessions/close-session.ts'
import { listSessions } from '../../../src/core/sessions/list-sessions.ts'
import { openSession } from '../../../src/core/sessions/open-session.ts'
import { refreshSession } from '../../../src/core/sessions/refresh-session.ts'
import type { SessionKind } from '../../../src/core/sessions/session-kind.ts'
import { checkProof } from '../../../src/core/tokens/check-proof.ts'
import { days, epoch, minutes, seconds } from '../../../src/kit/clock.ts'
import type { Services } from '../../../src/services.ts'
import type { User } from '../../../src/store/users.ts'
import { startServices, type TestServices } from '../../support/services.ts'

let app: TestServices
let services: Services
let user: User

const kind: SessionKind = {
  api: 'one',
  audience: 'urn:test:one',
  form: 'opaque',
  tokenPrefix: 'm.',
  alg: 'EdDSA',
  accessTokenTtl: minutes(10),
  reuseGrace: seconds(10),
}
const other: SessionKind = { ...kind, api: 'other', audience: 'urn:test:other', form: 'uuid' }

beforeAll(async () => {
  app = await startServices()
  services = app.services
})
beforeEach(async () => {
  await app.reset()
  await ensureKeys(services)
  user = await app.createUser()
})
afterAll(() => app.close())

const visit = { ip: '192.0.2.7', network: '192.0.2.0/24', userAgent: 'Firefox/140', requestId: 'req_1', locale: 'en' }
const open = (more = {}, at = kind) =>
  openSession(services, at, { userId: user.id, proofs: ['federated'], visit, ...more })
const refresh = (refreshToken: string, jkt?: string) => refreshSession(services, kind, { refreshToken, jkt })
const list = () => listSessions(services, kind, { userId: user.id, limit: 10, offset: 0 })

describe('a refresh token', () => {
  test('is exchanged for its successor and the session stays', async () => {
    const first = await open()
    const second = await refresh(first.refreshToken)
    expect(second.session.id).toBe(first.session.id)
    expect(second.refreshToken).not.toBe(first.refreshToken)
    expect((await refresh(second.refreshToken)).user.id).toBe(user.id)
  })

  test('looks as its API wants it, and lies in the store as a digest', async () => {
    expect((await open()).refreshToken).toMatch(/^m\.[\w-]{43}$/)
    const { refreshToken, session } = await open({}, other)
    const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/
    expect(refreshToken).toMatch(uuid)
    expect(session.id).toMatch(uuid)
    expect(await services.store.sessions.findToken(refreshToken)).toBeUndefined()
  })

  test('that lost a race is refused while the winner goes on', async () => {
    const { refreshToken } = await open()
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => refresh(refreshToken)))
    const won = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    const lost = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []))
    expect(won).toHaveLength(1)
    expect(new Set(lost)).toEqual(new Set(['token.used']))
    await expect(refresh(won[0]?.refreshToken ?? '')).resolves.toBeDefined()
  })

  test('that returns after the grace ends the session for everybody', async () => {
    const { refreshToken } = await open()
    const { refreshToken: successor } = await refresh(refreshToken)
    app.advance(seconds(10))
    await expect(refresh(refreshToken)).rejects.toThrow('token.used')
    await expect(refresh(successor)).rejects.toThrow('token.invalid')
    expect((await list()).total).toBe(0)
  })

  test('that idles expires, and no chain outlives its longest life', async () => {
    const idle = await open()
    app.advance(days(30))
    await expect(refresh(idle.refreshToken)).rejects.toThrow('token.invalid')
    let { refreshToken } = await open()
    for (let month = 0; month < 18; month += 1) {
      app.advance(days(20))
      refreshToken = (await refresh(refreshToken)).refreshToken
    }
    app.advance(days(5))
    await expect(refresh(refreshToken)).rejects.toThrow('token.invalid')
  })

  test('of one API is unknown to another', async () => {
    const { refreshToken } = await open()
    await expect(refreshSession(services, other, { refreshToken })).rejects.toThrow('token.invalid')
    await expect(closeSession(services, other, { refreshToken })).rejects.toThrow('token.invalid')
    await expect(refresh(refreshToken)).resolves.toBeDefined()
  })

  test('of a disabled person is refused before anything else', async () => {
    const { refreshToken, session } = await open()
    await services.store.users.update(user.id, { bannedAt: services.clock.now() })
    await expect(refresh(refreshToken)).rejects.toThrow('account.disabled')
    await closeSession(services, kind, { refreshToken })
    await expect(refresh(refreshToken)).rejects.toThrow('account.disabled')
    expect(await services.store.sessions.find(session.id, services.clock.now())).toBeUndefined()
  })

  test('of a session that is bound to a key is worth nothing without it', async () => {
    const { refreshToken } = await open({ jkt: 'thumbprint' })
    await expect(refresh(refreshToken)).rejects.toThrow('proof.missing')
    await expect(refresh(refreshToken, 'other')).rejects.toThrow('proof.mismatch')
    await expect(refresh(refreshToken, 'thumbprint')).resolves.toBeDefined()
  })
})

describe('a session', () => {
  test('is not for the disabled, nor for those who owe a second factor', async () => {
    await services.store.users.update(user.id, { totpEnabledAt: services.clock.now() })
    await expect(open()).rejects.toThrow('factor.required')
    await expect(open({ proofs: ['federated', 'totp'] })).resolves.toBeDefined()
    await services.store.users.update(user.id, { totpEnabledAt: null, deleteAfter: services.clock.now() })
    await expect(open()).rejects.toThrow('account.disabled')
  })

  test('ends alone, with all others, or with all but one', async () => {
    const [one, two, three] = [await open(), await open(), await open()]
    const elsewhere = await open({}, other)
    await closeSession(services, kind, one)
    await expect(refresh(one.refreshToken)).rejects.toThrow('token.invalid')
    await closeSessions(services, kind, { userId: user.id, keep: two.session.id })
    expect((await list()).sessions.map(({ id }) => id)).toEqual([two.session.id])
    await expect(refresh(three.refreshToken)).rejects.toThrow('token.invalid')
    await closeSessionOf(services, kind, { userId: user.id, sessionId: two.session.id })
    expect((await list()).total).toBe(0)
    await expect(refreshSession(services, other, elsewhere)).resolves.toBeDefined()
  })

  test('of somebody else cannot be ended', async () => {
    const { session } = await open()
    const stranger = await app.createUser('mallory@example.com')
    const attack = { userId: stranger.id, sessionId: session.id }
    await expect(closeSessionOf(services, kind, attack)).rejects.toThrow('session.unknown')
    await expect(closeSessionOf(services, other, { ...attack, userId: user.id })).rejects.toThrow('session.unknown')
    expect((await list()).total).toBe(1)
  })

  test('leaves nothing behind when it is over', async () => {
    const { session, refreshToken } = await open()
    await closeSession(services, kind, { refreshToken })
    await sweepExpired(services)
    await expect(refresh(refreshToken)).rejects.toThrow('token.invalid')
    expect(await services.store.sessions.count({ userId: user.id, audience: session.audience }, new Date(0))).toBe(0)
  })
})

describe('an access token', () => {
  test('says who shows it, at its own API only', async () => {
    const held = await open()
    const token = await issueAccessToken(services, kind, held, { sub: user.id, role: 'reader' })
    const { session, claims } = await authenticateBearer(services, kind, token)
    expect(session.id).toBe(held.session.id)
    expect(claims).toMatchObject({ sub: user.id, role: 'reader', iss: services.issuer.origin, aud: 'urn:test:one' })
    await expect(authenticateBearer(services, other, token)).rejects.toThrow('token.invalid')
    await expect(authenticateBearer(services, { ...kind, api: 'other' }, token)).rejects.toThrow('token.invalid')
    await expect(authenticateBearer(services, { ...kind, alg: 'RS256' }, token)).rejects.toThrow('token.invalid')
  })

  test('ends with its time, its session and its person', async () => {
    const held = await open()
    const token = await issueAccessToken(services, kind, held, { sub: user.id })
    await services.store.users.update(user.id, { bannedAt: services.clock.now() })
    await expect(authenticateBearer(services, kind, token)).rejects.toThrow('account.disabled')
    await services.store.users.update(user.id, { bannedAt: null })
    app.advance(minutes(10))
    await expect(authenticateBearer(services, kind, token)).rejects.toThrow('token.expired')
    const next = await issueAccessToken(services, kind, held, { sub: user.id })
    await closeSession(services, kind, held)
    await expect(authenticateBearer(services, kind, next)).rejects.toThrow('token.invalid')
  })

  test('that is forged is refused', async () => {
    const token = await issueAccessToken(services, kind, await open(), { sub: user.id })
    const [header = '', body = '', signature = ''] = token.split('.')
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const unsigned = `${encode({ alg: 'none', typ: 'JWT' })}.${body}.`
    const { privateKey } = await generateKeyPair('EdDSA')
    const stranger = await new SignJWT(JSON.parse(Buffer.from(body, 'base64url').toString()))
      .setProtectedHeader(JSON.parse(Buffer.from(header, 'base64url').toString()))
      .sign(privateKey)
    const changed = `${header}.${encode({ sub: 'user_other' })}.${signature}`
    for (const forged of [unsigned, stranger, changed, 'a.b.c', '', 'x'.repeat(5000)]) {
      await expect(authenticateBearer(services, kind, forged)).rejects.toThrow('token.invalid')
    }
  })
})

describe('a proof of possession', () => {
  const url = 'http://127.0.0.1:3999/v1/session/refresh'
  let key: { privateKey: CryptoKey; jwk: JWK }

  beforeAll(async () => {
    const pair = await generateKeyPair('ES256')
    key = { privateKey: pair.privateKey, jwk: await exportJWK(pair.publicKey) }
  })

  const prove = (claims = {}, header = {}) =>
    new SignJWT({ jti: crypto.randomUUID(), htm: 'POST', htu: url, iat: epoch(services.clock.now()), ...claims })
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: key.jwk, ...header })
      .sign(key.privateKey)
  const check = (proof: string) => checkProof(services, { proof, method: 'POST', url })

  test('names its key', async () => {
    expect(await check(await prove())).toBe(await check(await prove({ htu: `${url.replace('http', 'HTTP')}?x=1#y` })))
  })

  test('is good once, of fifty at once too', async () => {
    const proof = await prove()
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => check(proof)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(check(proof)).rejects.toThrow('proof.invalid')
  })

  test.each<[string, object, object]>([
    ['another method', { htm: 'GET' }, {}],
    ['another address', { htu: 'http://127.0.0.1:3999/v1/session/revoke' }, {}],
    ['another host', { htu: 'http://evil.test/v1/session/refresh' }, {}],
    ['no address', { htu: 'nowhere' }, {}],
    ['too old', { iat: 1_000_000_000 }, {}],
    ['from the future', { iat: 9_000_000_000 }, {}],
    ['no id', { jti: '' }, {}],
    ['another type', {}, { typ: 'JWT' }],
    ['no key', {}, { jwk: undefined }],
  ])('with %s is refused', async (_what, claims, header) => {
    await expect(check(await prove(claims, header))).rejects.toThrow('proof.invalid')
  })

  test('by another key than it shows is refused', async () => {
    const { publicKey } = await generateKeyPair('ES256')
    await expect(check(await prove({}, { jwk: await exportJWK(publicKey) }))).rejects.toThrow('proof.invalid')
    await expect(check('nonsense')).rejects.toThrow('proof.invalid')
  })
})
