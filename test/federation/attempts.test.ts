import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { completeSignIn } from '../../src/core/federation/complete-sign-in.ts'
import { minutes } from '../../src/kit/clock.ts'
import { type TestDoor, testDoor } from '../support/federation.ts'
import { startServices, type TestServices } from '../support/services.ts'
import { startUpstream, type Upstream } from '../support/upstream.ts'

let upstream: Upstream
let app: TestServices
let door: TestDoor

beforeAll(async () => {
  upstream = await startUpstream()
  app = await startServices(upstream.variables())
  door = testDoor(app.services, upstream)
})
beforeEach(() => app.reset())
afterAll(async () => {
  await app.close()
  await upstream.close()
})

const people = () => app.services.store.users.count()
const tokenCalls = () => upstream.as('google').calls('token') + upstream.as('github').calls('token')

describe('the request', () => {
  test('has a long state, a nonce, a challenge and exactly our callback', async () => {
    const { searchParams } = await door.begin('google')
    expect(Object.fromEntries(searchParams)).toMatchObject({
      client_id: 'google-client',
      response_type: 'code',
      redirect_uri: 'http://127.0.0.1:3999/federation/google/callback',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      scope: 'openid email profile',
    })
  })

  test('is different each time', async () => {
    const [one, other] = [await door.begin('google'), await door.begin('google')]
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(one.searchParams.get(name)).not.toBe(other.searchParams.get(name))
    }
  })

  test('leaves nothing readable in the store', async () => {
    const { searchParams } = await door.begin('google')
    const rows = JSON.stringify(await app.database.sql.query('SELECT * FROM attempts', []))
    expect(rows).not.toContain(searchParams.get('state'))
    expect(rows).not.toContain(searchParams.get('nonce'))
  })

  test.each([
    ['unheard-of', 'provider.unknown'],
    ['openid', 'provider.unknown'],
  ])('to %s is refused', async (id, code) => {
    await expect(door.begin(id)).rejects.toThrow(code)
  })
})

describe('the answer', () => {
  test('counts once, however often it comes', async () => {
    const callback = await upstream.visit(await door.begin('google'))
    const before = tokenCalls()
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => door.finish('google', callback)))
    const done = results.filter((result) => result.status === 'fulfilled')
    expect(done).toHaveLength(1)
    expect(tokenCalls() - before).toBe(1)
    expect(await people()).toBe(1)
    await expect(door.finish('google', callback)).rejects.toThrow('attempt.invalid')
  })

  test.each([
    ['without a state', (params: URLSearchParams) => params.delete('state')],
    ['with an empty state', (params: URLSearchParams) => params.set('state', '')],
    ['with an invented state', (params: URLSearchParams) => params.set('state', 'x'.repeat(43))],
    ['with two states', (params: URLSearchParams) => params.append('state', 'x'.repeat(43))],
  ])('%s is refused before anybody is asked', async (_sentence, spoil) => {
    const callback = await upstream.visit(await door.begin('google'))
    const before = tokenCalls()
    spoil(callback.params)
    await expect(door.finish('google', callback)).rejects.toThrow('attempt.invalid')
    expect([tokenCalls() - before, await people()]).toEqual([0, 0])
  })

  test('comes too late after ten minutes', async () => {
    const callback = await upstream.visit(await door.begin('google'))
    app.advance(minutes(10))
    const before = tokenCalls()
    await expect(door.finish('google', callback)).rejects.toThrow('attempt.expired')
    expect(tokenCalls() - before).toBe(0)
  })

  test('of one provider is refused at the callback of another', async () => {
    const callback = await upstream.visit(await door.begin('google'))
    const before = tokenCalls()
    await expect(door.finish('github', callback)).rejects.toThrow('attempt.invalid')
    expect([tokenCalls() - before, await people()]).toEqual([0, 0])
  })

  test('for one door is refused at another', async () => {
    const { params } = await upstream.visit(await door.begin('google'))
    const elsewhere = { provider: 'google', doors: ['another', 'tests'], params }
    await expect(completeSignIn(app.services, elsewhere)).rejects.toThrow('attempt.invalid')
  })

  test('with swapped states is refused', async () => {
    const [mine, yours] = [
      await upstream.visit(await door.begin('google')),
      await upstream.visit(await door.begin('google')),
    ]
    mine.params.set('state', yours.params.get('state') ?? '')
    const { outcome } = await door.finish('google', mine)
    expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'upstream.exchange-failed' } })
    expect(await people()).toBe(0)
  })

  test('in another browser is refused, and the attempt is spent', async () => {
    const { params } = await upstream.visit(await door.begin('google', { binding: 'this browser' }))
    const answer = { provider: 'google', doors: ['test'], params }
    await expect(completeSignIn(app.services, { ...answer, binding: 'that browser' })).rejects.toThrow(
      'attempt.invalid',
    )
    await expect(completeSignIn(app.services, { ...answer, binding: 'this browser' })).rejects.toThrow(
      'attempt.invalid',
    )
    expect(await people()).toBe(0)
  })

  test('in the same browser is accepted', async () => {
    const { params } = await upstream.visit(await door.begin('google', { binding: 'this browser' }))
    const answer = { provider: 'google', doors: ['test'], params, binding: 'this browser' }
    expect((await completeSignIn(app.services, answer)).outcome.kind).toBe('signed-in')
  })

  test('that says a thing twice is refused', async () => {
    const callback = await upstream.visit(await door.begin('google'))
    callback.params.append('code', 'another')
    const { outcome } = await door.finish('google', callback)
    expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'upstream.refused' } })
  })

  test('of another issuer is refused before the token call', async () => {
    const callback = await upstream.visit(await door.begin('google'))
    callback.params.set('iss', 'https://evil.test')
    const before = tokenCalls()
    const { outcome } = await door.finish('google', callback)
    expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'upstream.refused' } })
    expect(tokenCalls() - before).toBe(0)
  })

  test('brings the door’s own notes back, whatever is in them', async () => {
    const memo = { state: 'a\u0000b\ud800', list: [1, { deep: null }] }
    const { params } = await upstream.visit(await door.begin('google', { memo }))
    expect((await door.finish('google', { params })).memo).toEqual(memo)
  })

  test('that is an error is told in plain words and leads nowhere', async () => {
    upstream.as('github').refuse({
      error: 'server_error',
      error_description: `<script>alert(1)</script>${'x'.repeat(2000)}`,
      error_uri: 'javascript:alert(1)',
    })
    const { outcome } = await door.finish('github', await upstream.visit(await door.begin('github')))
    upstream.as('github').refuse()
    if (outcome.kind !== 'refused') throw new Error(outcome.kind)
    expect(outcome.error).toMatchObject({ code: 'upstream.refused', detail: { error: 'server_error', error_uri: '' } })
    expect(String(outcome.error.detail['error_description'])).toHaveLength(300)
  })
})
