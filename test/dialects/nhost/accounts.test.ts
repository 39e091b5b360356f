import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  accounts,
  call,
  claimsOf,
  type Dialects,
  disableOnly,
  mailed,
  pkce,
  startDialects,
} from '../../support/dialects.ts'
import { nhostApp } from '../../support/nhost.ts'

let dialects: Dialects
let nhost: ReturnType<typeof nhostApp>

beforeAll(async () => {
  dialects = await startDialects({ ALLOWED_ROLES: 'me,user,editor', ALLOWED_LOCALES: 'en,fr' })
  nhost = nhostApp(dialects)
})
beforeEach(async () => {
  await dialects.app.reset()
  dialects.upstream.as('github').nextUser()
  dialects.upstream.as('google').nextUser()
  dialects.upstream.as('strava').nextUser()
})
afterAll(() => dialects.close())

const github = () => dialects.upstream.as('github')
const google = () => dialects.upstream.as('google')
const uuid = /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/

test('a new person has a session with everything the API promises (B28)', async () => {
  const { email, picture } = github().nextUser()
  const { params } = await nhost.signIn()
  const { status, json } = await nhost.refresh(params['refreshToken'])
  expect(status).toBe(200)
  expect(json).toEqual({
    accessToken: expect.any(String),
    accessTokenExpiresIn: 900,
    refreshToken: expect.stringMatching(uuid),
    refreshTokenId: expect.stringMatching(uuid),
    user: {
      id: expect.stringMatching(uuid),
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      displayName: expect.stringMatching(/^ada\d+$/),
      avatarUrl: picture,
      locale: 'en',
      email,
      isAnonymous: false,
      defaultRole: 'user',
      metadata: null,
      emailVerified: true,
      phoneNumberVerified: false,
      activeMfaType: null,
      roles: ['me', 'user', 'editor'],
    },
  })
})

test('who comes again is the same person, with the profile they had (B29)', async () => {
  const person = github().nextUser()
  const first = await nhost.session()
  github().nextUser({ ...person, username: 'renamed', email: 'other@mail.test' })
  const second = await nhost.session()
  expect(second.user).toEqual(first.user)
})

describe('somebody with an address that is known (B30)', () => {
  test('is that person, when the provider has verified it, in whatever case', async () => {
    const { email = '' } = github().nextUser()
    const first = await nhost.session()
    google().nextUser({ email: email.toUpperCase() })
    expect((await nhost.session({ provider: 'google' })).user.id).toBe(first.user.id)
  })

  test('is nobody, when the provider has not', async () => {
    const alice = await dialects.app.createUser('alice@example.com')
    google().nextUser({ email: 'alice@example.com', verified: false })
    const { params } = await nhost.signIn({ provider: 'google', query: { state: 'mine' } })
    expect(params).toEqual({ error: 'unverified-user', errorDescription: 'User is not verified.', state: 'mine' })
    expect(await dialects.app.services.store.identities.listByUser(alice.id)).toEqual([])
  })

  test('proves it by mail, when the account itself never did; what was set up there before goes', async () => {
    const { app } = dialects
    google().nextUser({ email: 'alice@example.com', verified: false })
    expect((await nhost.signIn({ provider: 'google' })).params).toEqual({})
    const squatter = await app.services.store.users.findByEmail('alice@example.com')
    github().nextUser({ email: 'alice@example.com' })
    const { params } = await nhost.signIn()
    expect(params['error']).toBe('unverified-user')
    const [mail] = await mailed(app)
    const page = await app.browser().open(mail?.values['url'] ?? '')
    expect((await page.submit({})).status).toBe(200)
    const { user } = await nhost.session()
    expect(user).toMatchObject({ email: 'alice@example.com', emailVerified: true })
    const identities = await app.services.store.identities.listByUser(squatter?.id ?? '')
    expect(identities.map(({ provider }) => provider)).toEqual(['github'])
  })
})

describe('a disabled person (B31)', () => {
  const disabled = { error: 'disabled-user', errorDescription: 'User is disabled' }

  test('is refused by login and by address', async () => {
    const { app } = dialects
    const { email = '' } = github().nextUser()
    await nhost.session()
    const user = await app.services.store.users.findByEmail(email)
    await app.services.store.users.update(user?.id ?? '', { bannedAt: app.services.clock.now() })
    expect((await nhost.signIn()).params).toEqual(disabled)
    google().nextUser({ email })
    expect((await nhost.signIn({ provider: 'google' })).params).toEqual(disabled)
    const { challenge } = await pkce()
    expect((await nhost.signIn({ query: { codeChallenge: challenge } })).params).toEqual(disabled)
  })

  test('without an address cannot refresh either', async () => {
    const { app } = dialects
    const session = await nhost.session({ provider: 'strava' })
    await disableOnly(app)
    const { status, json } = await nhost.refresh(session.refreshToken)
    expect({ status, json }).toEqual({
      status: 401,
      json: { status: 401, message: 'User is disabled', error: 'disabled-user' },
    })
    expect((await call(app.browser(), 'GET /user', { bearer: session.accessToken })).status).toBe(401)
  })
})

describe('an address the provider has not verified (B33)', () => {
  test('makes an account, but no session until it is proven', async () => {
    const { app } = dialects
    google().nextUser({ email: 'new@example.com', verified: false })
    const query = { redirectTo: 'https://x.wild.test/in', state: 'mine' }
    const first = await nhost.signIn({ provider: 'google', query })
    expect(first.location?.href).toBe('https://x.wild.test/in?state=mine')
    const second = await nhost.signIn({ provider: 'google', query })
    expect(second.params).toEqual({
      error: 'unverified-user',
      errorDescription: 'User is not verified.',
      state: 'mine',
    })
    const [mail] = await mailed(app)
    expect(mail).toMatchObject({ to: 'new@example.com', template: 'confirm-address', values: { provider: 'Google' } })
    const page = await app.browser().open(mail?.values['url'] ?? '')
    expect(page.text).toContain('new@example.com')
    expect((await nhost.signIn({ provider: 'google' })).params['error']).toBe('unverified-user')
    const done = await page.submit({})
    expect(done.html).toContain('href="https://x.wild.test/in"')
    expect((await page.submit({})).status).toBe(409)
    expect((await nhost.session({ provider: 'google' })).user).toMatchObject({
      email: 'new@example.com',
      emailVerified: true,
    })
  })

  test('is proven within a day or not at all', async () => {
    google().nextUser({ verified: false })
    await nhost.signIn({ provider: 'google' })
    const [mail] = await mailed(dialects.app)
    dialects.app.advance(24 * 3600)
    expect((await dialects.app.browser().open(mail?.values['url'] ?? '')).status).toBe(401)
  })
})

describe('what the app asks for a new account (B34)', () => {
  test('it gets', async () => {
    const metadata = JSON.stringify({ firstName: 'Ada', nested: { list: [1, null, 'x'] } })
    const query = { allowedRoles: 'user,editor', defaultRole: 'editor', displayName: 'Ada 😀', locale: 'fr', metadata }
    const { user, accessToken } = await nhost.session({ query })
    expect(user).toMatchObject({
      roles: ['user', 'editor'],
      defaultRole: 'editor',
      displayName: 'Ada 😀',
      locale: 'fr',
      metadata: JSON.parse(metadata),
    })
    expect(claimsOf(accessToken)['https://hasura.io/jwt/claims']).toMatchObject({ 'x-hasura-default-role': 'editor' })
  })

  test('an unlisted locale is the default', async () => {
    expect((await nhost.session({ query: { locale: 'xx' } })).user.locale).toBe('en')
  })

  test.each([
    ['a role that is not on the list', { allowedRoles: 'me,admin' }, 'role-not-allowed', 'Role not allowed'],
    [
      'a default role that is not among them',
      { allowedRoles: 'me', defaultRole: 'user' },
      'default-role-must-be-in-allowed-roles',
      'Default role must be in allowed roles',
    ],
    [
      'the default default role, when it is not among them',
      { allowedRoles: 'me' },
      'default-role-must-be-in-allowed-roles',
      'Default role must be in allowed roles',
    ],
  ])('%s is refused, and nothing is made', async (_what, query, error, errorDescription) => {
    expect((await nhost.signIn({ query })).params).toEqual({ error, errorDescription })
    expect(await dialects.app.services.store.users.count()).toBe(0)
  })

  test('is ignored for who has an account', async () => {
    const first = await nhost.session()
    const again = await nhost.session({ query: { allowedRoles: 'admin', displayName: 'Eve', metadata: '{"a":1}' } })
    expect(again.user).toEqual(first.user)
  })
})

test('somebody without an address can do everything (B35)', async () => {
  const { app } = dialects
  const { verifier, challenge } = await pkce()
  const { params } = await nhost.signIn({ provider: 'strava', query: { codeChallenge: challenge } })
  const exchanged = await call(app.browser(), 'POST /token/exchange', {
    json: { code: params['code'], codeVerifier: verifier },
  })
  const { session } = exchanged.json
  expect(session.user).not.toHaveProperty('email')
  expect(session.user.emailVerified).toBe(false)
  const { status, json } = await call(app.browser(), 'GET /user', { bearer: session.accessToken })
  expect({ status, json }).toEqual({ status: 200, json: session.user })
})

test('an account that came from Nhost keeps its id', async () => {
  const { app } = dialects
  const externalId = '0f4a9c1e-6b5d-4f0e-9a53-0d6a1c2b3e4f'
  await app.createUser('moved@example.com', { externalId })
  github().nextUser({ email: 'moved@example.com' })
  const { user, accessToken } = await nhost.session()
  expect(user.id).toBe(externalId)
  expect(claimsOf(accessToken)['sub']).toBe(externalId)
})

describe('an operator', () => {
  const signInAt = async (variables: Record<string, string>, person = {}) => {
    const own = await startDialects(variables, dialects)
    try {
      own.upstream.as('github').nextUser(person)
      const answer = await nhostApp(own).signIn()
      return { params: answer.params, users: await accounts(own.app) }
    } finally {
      await own.close()
    }
  }

  test('may close sign-up (B32)', async () => {
    const { params, users } = await signInAt({ SIGN_UP: 'closed' })
    expect(params).toEqual({ error: 'signup-disabled', errorDescription: 'Sign up is disabled.' })
    expect(users).toHaveLength(0)
  })

  test('may look at new accounts before they can be used (B32)', async () => {
    const { params, users } = await signInAt({ NHOST_DISABLE_NEW_USERS: 'on' })
    expect(params).toEqual({ error: 'disabled-user', errorDescription: 'User is disabled' })
    expect(users).toHaveLength(1)
    expect(users[0]?.bannedAt).not.toBeNull()
  })

  test('may not ask for proof of addresses', async () => {
    const { params } = await signInAt({ EMAIL_VERIFICATION_REQUIRED: 'false' }, { verified: false })
    expect(params).toHaveProperty('refreshToken')
  })

  test.each([
    ['let in listed addresses', { NHOST_ALLOWED_EMAILS: 'Ada@one.test' }, 'ada@one.test', true],
    ['let in listed domains', { NHOST_ALLOWED_EMAIL_DOMAINS: 'one.test' }, 'ada@one.test', true],
    ['keep out everybody else', { NHOST_ALLOWED_EMAIL_DOMAINS: 'one.test' }, 'ada@two.test', false],
    ['keep out listed domains', { NHOST_BLOCKED_EMAIL_DOMAINS: 'two.test' }, 'ada@two.test', false],
    [
      'except a listed address',
      { NHOST_BLOCKED_EMAIL_DOMAINS: 'two.test', NHOST_ALLOWED_EMAILS: 'ada@two.test' },
      'ada@two.test',
      true,
    ],
    [
      'keep out a listed address',
      { NHOST_BLOCKED_EMAILS: 'eve@one.test', NHOST_ALLOWED_EMAIL_DOMAINS: 'one.test' },
      'eve@one.test',
      false,
    ],
  ])('may %s', async (_what, variables, email, admitted) => {
    const { params } = await signInAt(variables as unknown as Record<string, string>, { email })
    if (admitted) expect(params).toHaveProperty('refreshToken')
    else expect(params).toEqual({ error: 'invalid-email-password', errorDescription: 'Incorrect email or password' })
  })

  test('may conceal what tells about accounts (B68)', async () => {
    const { params } = await signInAt({ NHOST_CONCEAL_ERRORS: 'on', SIGN_UP: 'closed' })
    expect(params).toEqual({ error: 'invalid-request', errorDescription: 'The request payload is incorrect' })
  })

  test('may let a sign-in end in another browser than it began in', async () => {
    const own = await startDialects({ NHOST_BROWSER_BINDING: 'off' }, dialects)
    const begun = await nhostApp(own).begin()
    const { url, params } = await own.upstream.visit(begun.location)
    const answer = await call(own.app.browser(), `GET ${url.pathname}?${params}`)
    await own.close()
    expect(answer.params).toHaveProperty('refreshToken')
  })
})
