import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Outcome } from '../../src/core/federation/outcome.ts'
import { saveProvider } from '../../src/core/federation/settings/save-provider.ts'
import { type TestDoor, testDoor } from '../support/federation.ts'
import { startServices, type TestServices } from '../support/services.ts'
import type { Mischief } from '../support/upstream/mischief.ts'
import type { Endpoint } from '../support/upstream/provider.ts'
import type { SimulationId } from '../support/upstream/simulations.ts'
import { startUpstream, type Upstream } from '../support/upstream.ts'

let upstream: Upstream
let app: TestServices
let door: TestDoor

beforeAll(async () => {
  upstream = await startUpstream()
  app = await startServices(upstream.variables())
  door = testDoor(app.services, upstream)
})
afterAll(async () => {
  await app.close()
  await upstream.close()
})

async function meet(
  id: SimulationId,
  endpoint: Endpoint,
  mischief: Mischief,
): Promise<{ outcome: Outcome; seconds: number }> {
  const provider = upstream.as(id)
  const callback = await upstream.visit(await door.begin(id))
  provider.misbehave(endpoint, mischief)
  const began = performance.now()
  try {
    const { outcome } = await door.finish(id, callback)
    return { outcome, seconds: (performance.now() - began) / 1000 }
  } finally {
    provider.misbehave(endpoint)
  }
}

// Each at a provider of its own, so that all can be waited for at once.
const slow: readonly [Mischief, Endpoint, SimulationId][] = [
  ['silence', 'token', 'google'],
  ['silence', 'profile', 'facebook'],
  ['drip', 'token', 'github'],
  ['drip', 'profile', 'discord'],
  ['flood', 'token', 'gitlab'],
  ['flood', 'profile', 'entraid'],
  ['gzip-bomb', 'token', 'linkedin'],
  ['gzip-bomb', 'profile', 'bitbucket'],
  ['reset', 'token', 'workos'],
  ['reset', 'profile', 'wechat'],
  ['reset-in-body', 'token', 'apple'],
  ['reset-in-body', 'profile', 'strava'],
]

describe.concurrent('within six seconds', () => {
  test.each(slow)('%s at the %s endpoint of %s ends', async (mischief, endpoint, id) => {
    const { outcome, seconds } = await meet(id, endpoint, mischief)
    expect(outcome).toMatchObject({
      kind: 'refused',
      error: { code: 'upstream.unreachable', detail: { provider: id } },
    })
    expect(seconds).toBeLessThan(6)
  })
})

const wrong: readonly Mischief[] = [
  'redirect',
  'html',
  'garbage',
  'not-utf8',
  'empty-object',
  'error-500',
  'too-many-requests',
]

describe.each([
  ['token', 'upstream.exchange-failed'],
  ['profile', 'upstream.profile-failed'],
] as const)('at the %s endpoint', (endpoint, code) => {
  test.each(wrong)('%s is refused', async (mischief) => {
    const { outcome } = await meet('google', endpoint, mischief)
    expect(outcome).toMatchObject({ kind: 'refused', error: { code } })
  })
})

test('nothing of ours has reached the canary, and nobody has got an account', async () => {
  for (const endpoint of ['token', 'profile'] as const) await meet('gitlab', endpoint, 'redirect')
  expect(upstream.canary.requests).toBe(0)
  expect(await app.services.store.users.count()).toBe(0)
})

test('slow calls share one budget', async () => {
  const github = upstream.as('github')
  const callback = await upstream.visit(await door.begin('github'))
  github.misbehave('profile', 'drip')
  github.misbehave('emails', 'drip')
  const began = performance.now()
  const { outcome } = await door.finish('github', callback)
  github.misbehave('profile')
  github.misbehave('emails')
  expect(outcome.kind).toBe('refused')
  expect(performance.now() - began).toBeLessThan(6000)
})

test('a provider that is silent is not asked again for a while, and then is', async () => {
  const twitch = upstream.as('twitch')
  const callbacks = await Promise.all(Array.from({ length: 8 }, async () => upstream.visit(await door.begin('twitch'))))
  twitch.misbehave('token', 'reset')
  for (const callback of callbacks.slice(0, 5)) await door.finish('twitch', callback)
  const calls = twitch.calls('token')
  for (const callback of callbacks.slice(5, 7)) await door.finish('twitch', callback)
  expect(twitch.calls('token')).toBe(calls)
  twitch.misbehave('token')
  app.advance(15)
  const [, , , , , , , last] = callbacks
  expect(last && (await door.finish('twitch', last)).outcome).toMatchObject({ kind: 'signed-in' })
})

test('discovery that does not answer ends the beginning within six seconds', async () => {
  const { issuer, clientId, clientSecret, ...openid } = upstream.as('openid')
  await saveProvider(app.services, {
    id: 'openid',
    enabled: true,
    secrets: { clientSecret },
    settings: { clientId, issuer },
  })
  openid.misbehave('discovery', 'silence')
  const began = performance.now()
  await expect(door.begin('openid')).rejects.toThrow('upstream.unreachable')
  openid.misbehave('discovery')
  expect(performance.now() - began).toBeLessThan(6000)
})

test('two hundred silent sign-ins do not slow what else goes on', async () => {
  const spotify = upstream.as('spotify')
  const callbacks = await Promise.all(
    Array.from({ length: 200 }, async () => upstream.visit(await door.begin('spotify'))),
  )
  spotify.misbehave('token', 'silence')
  const before = process.memoryUsage().rss
  const silent = Promise.all(callbacks.map((callback) => door.finish('spotify', callback)))
  const times: number[] = []
  for (let count = 0; count < 20; count += 1) {
    const began = performance.now()
    await app.services.store.users.findByEmail('nobody@example.com')
    times.push(performance.now() - began)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const outcomes = await silent
  spotify.misbehave('token')
  expect(outcomes.every(({ outcome }) => outcome.kind === 'refused')).toBe(true)
  expect(times.sort((a, b) => a - b)[18]).toBeLessThan(300)
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024)
})
