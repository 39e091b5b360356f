import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { saveProvider } from '../../src/core/federation/settings/save-provider.ts'
import { days, hours, minutes } from '../../src/kit/clock.ts'
import { type TestDoor, testDoor } from '../support/federation.ts'
import { startServices, type TestServices } from '../support/services.ts'
import type { Forgery } from '../support/upstream/signer.ts'
import { startUpstream, type Upstream } from '../support/upstream.ts'

let upstream: Upstream
let app: TestServices
let door: TestDoor

beforeAll(async () => {
  upstream = await startUpstream()
})
beforeEach(async () => {
  app = await startServices(upstream.variables())
  door = testDoor(app.services, upstream)
  const { issuer, clientId, clientSecret } = upstream.as('openid')
  await saveProvider(app.services, {
    id: 'openid',
    enabled: true,
    secrets: { clientSecret },
    settings: { clientId, issuer },
  })
  for (const id of ['openid', 'google', 'apple', 'entraid'] as const) upstream.as(id).forge()
  return () => app.close()
})
afterAll(() => upstream.close())

const people = () => app.services.store.users.count()

const forgeries: readonly Forgery[] = [
  'none',
  'hs256-public-key',
  'other-key',
  'unknown-key',
  'wrong-issuer',
  'wrong-audience',
  'wrong-party',
  'wrong-nonce',
  'no-nonce',
  'expired',
  'from-the-future',
  'no-subject',
  'garbage',
]

describe.each(['openid', 'google', 'apple', 'entraid'] as const)('an ID token of %s', (id) => {
  test.each(forgeries)('is refused when it is a forgery: %s', async (forgery) => {
    upstream.as(id).nextUser()
    upstream.as(id).forge(forgery)
    expect(await door.signIn(id)).toMatchObject({ kind: 'refused', error: { code: 'upstream.profile-failed' } })
    expect(await people()).toBe(0)
  })
})

describe('a missing ID token', () => {
  test.each(['openid', 'apple'] as const)('is refused of %s', async (id) => {
    upstream.as(id).forge('missing')
    expect(await door.signIn(id)).toMatchObject({ kind: 'refused', error: { code: 'upstream.profile-failed' } })
  })

  test.each(['google', 'entraid'] as const)('of %s is made up for by the profile', async (id) => {
    upstream.as(id).nextUser()
    upstream.as(id).forge('missing')
    expect(await door.signIn(id)).toMatchObject({ kind: 'signed-in' })
  })
})

test('an ID token that cannot be checked counts for nothing where the profile does', async () => {
  const { SOCIAL_GOOGLE_JWKS_URL: _keys, SOCIAL_GOOGLE_ISSUER: _issuer, ...variables } = upstream.variables('google')
  const other = await startServices(variables)
  const person = upstream.as('google').nextUser()
  upstream.as('google').forge('wrong-issuer')
  const callback = await upstream.visit(await testDoor(other.services, upstream).begin('google'))
  callback.params.delete('iss')
  const { outcome } = await testDoor(other.services, upstream).finish('google', callback)
  expect(outcome).toMatchObject({ kind: 'signed-in', user: { emails: [{ address: person.email }] } })
  await other.close()
})

test('a profile of somebody else than the ID token is refused', async () => {
  const callback = await upstream.visit(await door.begin('openid'))
  const { outcome } = await swapProfile(() => door.finish('openid', callback))
  expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'upstream.profile-failed' } })
  expect(await people()).toBe(0)
})

test('a tenant of somebody else vouches for nothing', async () => {
  upstream.as('entraid').nextUser({ verified: false, email: 'alice@example.com' })
  await app.createUser('alice@example.com')
  const outcome = await door.signIn('entraid')
  expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'email.unverified-conflict' } })
})

describe('keys', () => {
  test('are read once, not at each sign-in', async () => {
    const before = upstream.as('openid').calls('jwks')
    await door.signIn('openid')
    await door.signIn('openid')
    expect(upstream.as('openid').calls('jwks') - before).toBe(1)
  })

  test('are read again when a token names one we do not hold', async () => {
    await door.signIn('openid')
    await upstream.as('openid').signer.rotate()
    app.advance(minutes(1))
    expect((await door.signIn('openid')).kind).toBe('signed-in')
  })

  test('are not asked for more than once a minute, whatever tokens name', async () => {
    await door.signIn('openid')
    const before = upstream.as('openid').calls('jwks')
    upstream.as('openid').forge('unknown-key')
    for (let count = 0; count < 4; count += 1) await door.signIn('openid')
    expect(upstream.as('openid').calls('jwks') - before).toBe(0)
    app.advance(minutes(1))
    for (let count = 0; count < 4; count += 1) await door.signIn('openid')
    expect(upstream.as('openid').calls('jwks') - before).toBe(1)
  })

  test('serve for a day when the provider does not show them, and end after two', async () => {
    await door.signIn('openid')
    upstream.as('openid').misbehave('jwks', 'error-500')
    upstream.as('openid').misbehave('discovery', 'error-500')
    app.advance(hours(25))
    expect((await door.signIn('openid')).kind).toBe('signed-in')
    app.advance(days(2))
    await expect(door.signIn('openid')).rejects.toThrow('upstream.refused')
    upstream.as('openid').misbehave('jwks')
    upstream.as('openid').misbehave('discovery')
  })
})

describe('discovery', () => {
  test('of another issuer is refused', async () => {
    const { issuer, clientId, clientSecret } = upstream.as('openid')
    const settings = { clientId, issuer: issuer.replace('127.0.0.1', 'localhost') }
    await saveProvider(app.services, { id: 'imposter', enabled: true, secrets: { clientSecret }, settings })
    await expect(door.begin('imposter')).rejects.toThrow('upstream.refused')
  })

  test('says that answers name their issuer, so one that does not is refused', async () => {
    const callback = await upstream.visit(await door.begin('openid'))
    callback.params.delete('iss')
    const { outcome } = await door.finish('openid', callback)
    expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'upstream.refused' } })
  })
})

/** Between consent and profile the provider shows another person's profile. */
async function swapProfile<T>(work: () => Promise<T>): Promise<T> {
  const openid = upstream.as('openid')
  openid.showProfileOf({ id: 'somebody-else' })
  try {
    return await work()
  } finally {
    openid.showProfileOf()
  }
}
