import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { call, type Dialects, startDialects } from '../../support/dialects.ts'
import { nhostApp } from '../../support/nhost.ts'
import type { SimulationId } from '../../support/upstream/simulations.ts'

let dialects: Dialects
let nhost: ReturnType<typeof nhostApp>

beforeAll(async () => {
  dialects = await startDialects({ EMAIL_VERIFICATION_REQUIRED: 'false' })
  nhost = nhostApp(dialects)
})
beforeEach(() => dialects.app.reset())
afterAll(() => dialects.close())

const all = [
  ...['apple', 'github', 'google', 'linkedin', 'discord', 'spotify', 'twitch', 'gitlab', 'bitbucket', 'workos'],
  ...['azuread', 'entraid', 'strava', 'facebook', 'windowslive', 'twitter', 'wechat'],
] as readonly SimulationId[]

test.each(all)('%s signs a person in', async (provider) => {
  dialects.upstream.as(provider).nextUser()
  const { user } = await nhost.session({ provider })
  expect(user.displayName).toMatch(/Ada|ada/)
})

test('Twitter by OAuth 1.0a signs a person in too', async () => {
  const twitter = await startDialects(dialects.upstream.as('twitter1').variables(), dialects)
  const answer = await nhostApp(twitter).signIn({ provider: 'twitter' })
  await twitter.close()
  expect(answer.params).toHaveProperty('refreshToken')
})

describe('Apple (B38)', () => {
  const apple = () => dialects.upstream.as('apple')
  const comeWith = async (change: (form: URLSearchParams) => void) => {
    const { browser, location } = await nhost.begin({ provider: 'apple' })
    const { url, params } = await dialects.upstream.visit(location)
    change(params)
    const { params: answer } = await call(browser, `POST ${url.pathname}`, { form: params })
    return answer['refreshToken'] === undefined ? answer : (await nhost.refresh(answer['refreshToken'])).json.user
  }

  beforeEach(() => {
    apple().nextUser()
    apple().forge()
  })

  test('tells the name at the first consent', async () => {
    expect((await comeWith(() => undefined)).displayName).toBe('Ada Lovelace')
  })

  test('may say nothing, or nonsense, of the name', async () => {
    for (const text of [undefined, 'nonsense', '{"name":7}', '[]']) {
      apple().nextUser()
      const user = await comeWith((form) => (text === undefined ? form.delete('user') : form.set('user', text)))
      expect(user.displayName, text).toBe(user.email)
      expect(user.emailVerified).toBe(true)
    }
  })

  test('is not believed an address that stands beside the token', async () => {
    const { email } = apple().nextUser()
    const user = await comeWith((form) =>
      form.set('user', JSON.stringify({ email: 'alice@example.com', email_verified: true })),
    )
    expect(user.email).toBe(email)
  })

  test.each(['wrong-audience', 'wrong-issuer', 'expired', 'none', 'wrong-nonce', 'other-key'] as const)(
    'is not believed a token with %s',
    async (forgery) => {
      apple().forge(forgery)
      expect(await comeWith(() => undefined)).toMatchObject({ error: 'oauth-profile-fetch-failed' })
      dialects.app.advance(120)
      expect(await dialects.app.services.store.users.count()).toBe(0)
    },
  )
})

describe('what a provider says of an address (B40)', () => {
  test.each<[string, SimulationId, object, object]>([
    ['GitHub: the primary one', 'github', {}, { emailVerified: true }],
    ['GitHub: one that is not verified', 'github', { verified: false }, { emailVerified: false }],
    ['GitHub: none', 'github', { email: undefined }, { email: 'second@mail.test', emailVerified: false }],
    ['GitLab: confirmed', 'gitlab', {}, { emailVerified: true }],
    ['GitLab: not confirmed', 'gitlab', { verified: false }, { emailVerified: false }],
    ['Discord: verified', 'discord', {}, { emailVerified: true }],
    ['Discord: not verified', 'discord', { verified: false }, { emailVerified: false }],
    ['Entra: without a claim that it is the domain owner’s', 'entraid', { verified: false }, { emailVerified: false }],
    ['Spotify: never', 'spotify', {}, { emailVerified: false }],
  ])('%s', async (_what, provider, person, expected) => {
    dialects.upstream.as(provider).nextUser(person)
    expect((await nhost.session({ provider })).user).toMatchObject(expected)
  })

  test('Bitbucket without a confirmed address gives none, or nothing', async () => {
    dialects.upstream.as('bitbucket').nextUser({ verified: false })
    const { params } = await nhost.signIn({ provider: 'bitbucket' })
    const user =
      params['refreshToken'] === undefined ? undefined : (await nhost.refresh(params['refreshToken'])).json.user
    expect(params['error'] === 'oauth-profile-fetch-failed' || user?.emailVerified === false).toBe(true)
  })

  test('Discord names its people without a number and without a picture that is not there', async () => {
    dialects.upstream.as('discord').nextUser()
    const { user } = await nhost.session({ provider: 'discord' })
    expect(user.displayName).not.toContain('#0')
    expect(user.avatarUrl).not.toContain('null')
  })

  test('Twitch is asked with the client id', async () => {
    dialects.upstream.as('twitch').nextUser()
    await nhost.session({ provider: 'twitch' })
    expect(dialects.upstream.as('twitch').lastCall('profile').headers['client-id']).toBe(
      dialects.upstream.as('twitch').clientId,
    )
  })
})
