import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { accounts, call, type Dialects, disableOnly, pkce, startDialects } from '../../support/dialects.ts'
import { nhostApp } from '../../support/nhost.ts'

let dialects: Dialects
let nhost: ReturnType<typeof nhostApp>

beforeAll(async () => {
  dialects = await startDialects()
  nhost = nhostApp(dialects)
})
beforeEach(async () => {
  await dialects.app.reset()
  for (const id of ['github', 'google', 'strava'] as const) dialects.upstream.as(id).nextUser()
})
afterAll(() => dialects.close())

const connect = async (accessToken: string, provider: 'google' | 'github' = 'google', more = {}) =>
  (await nhost.signIn({ provider, query: { connect: accessToken, state: 'mine', ...more } })).params
const logins = async () => {
  const [user] = await accounts(dialects.app)
  const identities = await dialects.app.services.store.identities.listByUser(user?.id ?? '')
  return identities.map(({ provider }) => provider).sort()
}
const alreadyLinked = {
  error: 'provider-account-already-linked',
  errorDescription: 'This provider account is already linked to a user',
  state: 'mine',
}

test('linking a login brings no token, not even with a challenge (B50)', async () => {
  const { accessToken } = await nhost.session()
  const { challenge } = await pkce()
  expect(await connect(accessToken, 'google', { codeChallenge: challenge })).toEqual({ state: 'mine' })
  expect(await logins()).toEqual(['github', 'google'])
})

test('an address the provider has not verified does not matter here (B50)', async () => {
  const { accessToken } = await nhost.session()
  dialects.upstream.as('google').nextUser({ verified: false })
  expect(await connect(accessToken)).toEqual({ state: 'mine' })
})

test('somebody without an address can link too (B50)', async () => {
  const { accessToken } = await nhost.session({ provider: 'strava' })
  expect(await connect(accessToken)).toEqual({ state: 'mine' })
})

test('a token that is wrong, expired or signed out links nothing (B51)', async () => {
  const invalid = { error: 'invalid-request', errorDescription: 'The request payload is incorrect', state: 'mine' }
  expect(await connect('asdasd')).toEqual(invalid)
  const session = await nhost.session()
  await call(dialects.app.browser(), 'POST /signout', { json: { refreshToken: session.refreshToken } })
  expect(await connect(session.accessToken)).toEqual(invalid)
  const { accessToken } = await nhost.session()
  dialects.app.advance(15 * 60)
  expect(await connect(accessToken)).toEqual(invalid)
  expect(await logins()).toEqual(['github'])
})

test('a login that is linked, to whomever, is an error (B52)', async () => {
  const session = await nhost.session()
  expect(await connect(session.accessToken, 'github')).toEqual(alreadyLinked)
  await nhost.session({ provider: 'google' })
  expect(await connect(session.accessToken)).toEqual(alreadyLinked)
})

test('a disabled person links nothing (B53)', async () => {
  const { app } = dialects
  const { accessToken } = await nhost.session()
  await disableOnly(app)
  expect(await connect(accessToken)).toMatchObject({ error: 'disabled-user' })
  expect(await logins()).toEqual(['github'])
})

test('a person may have two accounts of one provider (B54)', async () => {
  const { accessToken, user } = await nhost.session()
  dialects.upstream.as('github').nextUser()
  expect(await connect(accessToken, 'github')).toEqual({ state: 'mine' })
  expect((await nhost.session()).user.id).toBe(user.id)
  expect(await logins()).toEqual(['github', 'github'])
})

test('of twenty who link the same login at once, one does', async () => {
  const { accessToken } = await nhost.session()
  const begun = await Promise.all(
    Array.from({ length: 20 }, () => nhost.begin({ provider: 'google', query: { connect: accessToken } })),
  )
  const answers = await Promise.all(
    begun.map(async ({ browser, location }) => {
      const { url, params } = await dialects.upstream.visit(location)
      return call(browser, `GET ${url.pathname}?${params}`)
    }),
  )
  expect(answers.filter(({ params }) => params['error'] === undefined)).toHaveLength(1)
  expect(await logins()).toEqual(['github', 'google'])
})
