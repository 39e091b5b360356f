import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listIdentities } from '../../src/core/federation/identities/list-identities.ts'
import type { Outcome } from '../../src/core/federation/outcome.ts'
import type { User } from '../../src/store/users.ts'
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

function signedIn(outcome: Outcome): User {
  if (outcome.kind !== 'signed-in') throw new Error(`${outcome.kind}, not signed in`)
  return outcome.user
}

const asked = async (id: string, more = {}) => Object.fromEntries((await door.begin(id, more)).searchParams)

describe('what the request asks for', () => {
  test('Apple: an answer by form, with an ID token', async () => {
    const expected = { response_mode: 'form_post', response_type: 'code id_token', scope: 'name email' }
    expect(await asked('apple')).toMatchObject(expected)
  })

  test('Strava: consent each time, scopes with commas', async () => {
    const expected = { approval_prompt: 'force', scope: 'read,activity:read' }
    expect(await asked('strava', { scopes: ['read', 'activity:read'] })).toMatchObject(expected)
  })

  test('Azure AD: a choice of accounts', async () => {
    expect(await asked('azuread')).toMatchObject({ prompt: 'select_account', response_type: 'code' })
  })

  test('WorkOS: the organisation of the settings, or of the request', async () => {
    expect(await asked('workos')).toMatchObject({ organization: 'org_test' })
    expect(
      await asked('workos', { params: { connection: 'conn_1', organization: 'org_2', client_id: 'evil' } }),
    ).toMatchObject({
      connection: 'conn_1',
      organization: 'org_2',
      client_id: 'workos-client',
    })
  })

  test.each(['azuread', 'bitbucket', 'facebook', 'linkedin', 'strava', 'twitch', 'wechat', 'windowslive'])(
    '%s never heard of a challenge',
    async (id) => expect(await asked(id)).not.toHaveProperty('code_challenge'),
  )

  test.each(['apple', 'discord', 'entraid', 'github', 'gitlab', 'google', 'spotify', 'twitter', 'workos'])(
    '%s gets a challenge',
    async (id) => expect(await asked(id)).toMatchObject({ code_challenge_method: 'S256' }),
  )

  test('WeChat: its own names and a fragment', async () => {
    const url = await door.begin('wechat')
    expect(url.hash).toBe('#wechat_redirect')
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ appid: 'wechat-client', scope: 'snsapi_login' })
    expect(url.searchParams.has('client_id')).toBe(false)
  })
})

describe('Apple', () => {
  test('answers by a form that carries the name the first time only', async () => {
    upstream.as('apple').nextUser({ firstName: 'Grace', lastName: 'Hopper' })
    const callback = await upstream.visit(await door.begin('apple'))
    expect([callback.method, callback.params.has('user')]).toEqual(['POST', true])
    expect(signedIn((await door.finish('apple', callback)).outcome).displayName).toBe('Grace Hopper')
    const again = await upstream.visit(await door.begin('apple'))
    expect(again.params.has('user')).toBe(false)
    const person = signedIn((await door.finish('apple', again)).outcome)
    expect(person.displayName).toBe('Grace Hopper')
    expect((await listIdentities(app.services, person.id)).map(({ name }) => name)).toEqual(['Grace Hopper'])
  })

  test('has no say about the address beside the token', async () => {
    await app.createUser('alice@example.com')
    upstream.as('apple').nextUser({ email: undefined })
    const callback = await upstream.visit(await door.begin('apple'))
    callback.params.set('user', JSON.stringify({ email: 'alice@example.com', email_verified: true, sub: 'x' }))
    expect(signedIn((await door.finish('apple', callback)).outcome).emails).toEqual([])
  })

  test.each(['{', '[]', '7', '"x"', '{"name":7}'])(
    'may send %s for a person, who goes by the address',
    async (user) => {
      const { email } = upstream.as('apple').nextUser()
      const callback = await upstream.visit(await door.begin('apple'))
      callback.params.set('user', user)
      expect(signedIn((await door.finish('apple', callback)).outcome).displayName).toBe(email)
    },
  )

  test('may leave the ID token to the browser, where our nonce proves it', async () => {
    upstream.as('apple').changeTokens({ id_token: undefined })
    upstream.as('apple').nextUser()
    expect((await door.signIn('apple')).kind).toBe('signed-in')
    const mine = await upstream.visit(await door.begin('apple'))
    const other = await upstream.visit(await door.begin('apple'))
    mine.params.set('id_token', other.params.get('id_token') ?? '')
    const { outcome } = await door.finish('apple', mine)
    upstream.as('apple').changeTokens()
    expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'upstream.profile-failed' } })
  })

  test('gets a new signed secret for each exchange', async () => {
    await door.signIn('apple')
    const first = upstream.as('apple').lastCall('token').form.get('client_secret')
    app.advance(1)
    await door.signIn('apple')
    expect(upstream.as('apple').lastCall('token').form.get('client_secret')).not.toBe(first)
  })
})

describe('what goes with the calls', () => {
  test('Twitch is told our client id at its API', async () => {
    await door.signIn('twitch')
    expect(upstream.as('twitch').lastCall('profile').headers['client-id']).toBe('twitch-client')
  })

  test('GitHub is told who asks, and that JSON is wanted', async () => {
    await door.signIn('github')
    expect(upstream.as('github').lastCall('profile').headers['user-agent']).toBe('Latchkey')
    expect(upstream.as('github').lastCall('token').headers.accept).toBe('application/json')
  })

  test('a secret goes to nobody but its provider’s token endpoint', async () => {
    await door.signIn('gitlab')
    const { headers, query } = upstream.as('gitlab').lastCall('profile')
    expect(JSON.stringify([headers, [...query]])).not.toContain(upstream.as('gitlab').clientSecret)
  })
})

describe('X by OAuth 1.0a', () => {
  let older: TestServices
  let olderDoor: TestDoor

  beforeAll(async () => {
    older = await startServices(upstream.variables('twitter1'))
    olderDoor = testDoor(older.services, upstream)
    return () => older.close()
  })

  test('signs a person up, and in again as the same one', async () => {
    const person = upstream.as('twitter1').nextUser({ username: "o'neil (x)" })
    const user = signedIn(await olderDoor.signIn('twitter'))
    expect(user.emails.map(({ address }) => address)).toEqual([person.email])
    expect(signedIn(await olderDoor.signIn('twitter')).id).toBe(user.id)
    expect((await listIdentities(older.services, user.id))[0]).toMatchObject({
      provider: 'twitter',
      subject: person.id,
    })
  })

  test('tells a person who declines apart from a failure', async () => {
    upstream.as('twitter1').refuse({})
    const { outcome } = await olderDoor.finish('twitter', await upstream.visit(await olderDoor.begin('twitter')))
    upstream.as('twitter1').refuse()
    expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'upstream.denied' } })
  })

  test('does not take the token of another attempt', async () => {
    const [mine, other] = [
      await upstream.visit(await olderDoor.begin('twitter')),
      await upstream.visit(await olderDoor.begin('twitter')),
    ]
    for (const name of ['oauth_token', 'oauth_verifier']) mine.params.set(name, other.params.get(name) ?? '')
    const { outcome } = await olderDoor.finish('twitter', mine)
    expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'upstream.exchange-failed' } })
  })

  test('does not take an invented verifier', async () => {
    const callback = await upstream.visit(await olderDoor.begin('twitter'))
    callback.params.set('oauth_verifier', 'invented')
    const { outcome } = await olderDoor.finish('twitter', callback)
    expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'upstream.exchange-failed' } })
  })

  test('cannot begin while no token is to be had', async () => {
    upstream.as('twitter1').misbehave('request_token', 'error-500')
    await expect(olderDoor.begin('twitter')).rejects.toThrow('upstream.refused')
    upstream.as('twitter1').misbehave('request_token')
  })
})
