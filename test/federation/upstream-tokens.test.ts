import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { refreshUpstreamTokens } from '../../src/core/federation/identities/refresh-upstream-tokens.ts'
import { takeUpstreamTokens } from '../../src/core/federation/identities/take-upstream-tokens.ts'
import { upstreamTokens } from '../../src/core/federation/identities/upstream-tokens.ts'
import { hours } from '../../src/kit/clock.ts'
import { type TestDoor, testDoor } from '../support/federation.ts'
import { startServices, type TestServices } from '../support/services.ts'
import { startUpstream, type Upstream } from '../support/upstream.ts'

let upstream: Upstream
let app: TestServices
let door: TestDoor

beforeAll(async () => {
  upstream = await startUpstream()
  app = await startServices({ ...upstream.variables(), ...upstream.variables('twitter1') })
  door = testDoor(app.services, upstream)
})
beforeEach(() => app.reset())
afterAll(async () => {
  await app.close()
  await upstream.close()
})

async function signUp(provider: 'gitlab' | 'github' | 'spotify' | 'wechat' | 'apple'): Promise<string> {
  upstream.as(provider).nextUser()
  const outcome = await door.signIn(provider)
  if (outcome.kind !== 'signed-in') throw new Error(outcome.kind)
  return outcome.user.id
}

const held = async (userId: string, provider: string) => {
  const [one] = await upstreamTokens(app.services, { userId, provider })
  return one?.tokens
}

test('fresh tokens are handed out as they are', async () => {
  const userId = await signUp('gitlab')
  const before = upstream.as('gitlab').calls('token')
  expect(await held(userId, 'gitlab')).toMatchObject({
    scopes: ['read_user'],
    accessToken: expect.stringMatching(/^at-/),
  })
  expect(upstream.as('gitlab').calls('token')).toBe(before)
})

test.each(['gitlab', 'spotify', 'wechat', 'apple'] as const)(
  'stale tokens of %s are renewed and kept',
  async (provider) => {
    const userId = await signUp(provider)
    const stale = await held(userId, provider)
    app.advance(hours(1))
    const fresh = await held(userId, provider)
    expect(fresh?.accessToken).toMatch(/^at-/)
    expect(fresh?.accessToken).not.toBe(stale?.accessToken)
    expect(fresh?.refreshToken).not.toBe(stale?.refreshToken)
    expect(await held(userId, provider)).toEqual(fresh)
  },
)

test('tokens that never expire are never renewed', async () => {
  const userId = await signUp('github')
  app.advance(hours(1000))
  expect((await held(userId, 'github'))?.expiresAt).toBeUndefined()
})

test('ten who ask for stale tokens at once all get good ones', async () => {
  const userId = await signUp('gitlab')
  app.advance(hours(1))
  const all = await Promise.all(Array.from({ length: 10 }, () => held(userId, 'gitlab')))
  expect(all.every((tokens) => tokens?.accessToken.startsWith('at-'))).toBe(true)
})

test('stale tokens without a refresh token say so', async () => {
  upstream.as('gitlab').changeTokens({ refresh_token: null })
  const userId = await signUp('gitlab')
  upstream.as('gitlab').changeTokens()
  app.advance(hours(1))
  await expect(held(userId, 'gitlab')).rejects.toThrow('upstream.refresh-missing')
})

test('a refresh token that is refused says so', async () => {
  const refused = refreshUpstreamTokens(app.services, { provider: 'gitlab', refreshToken: 'invented' })
  await expect(refused).rejects.toThrow('upstream.exchange-failed')
})

test('tokens that are taken are gone', async () => {
  const userId = await signUp('gitlab')
  const taken = await Promise.all(
    Array.from({ length: 20 }, () => takeUpstreamTokens(app.services, { userId, provider: 'gitlab' })),
  )
  expect(taken.filter((tokens) => tokens !== undefined)).toHaveLength(1)
  expect(await held(userId, 'gitlab')).toBeUndefined()
})

test('nobody has the tokens of somebody else', async () => {
  await signUp('gitlab')
  const bob = await app.createUser('bob@example.com')
  expect(await upstreamTokens(app.services, { userId: bob.id, provider: 'gitlab' })).toEqual([])
})
