import * as client from 'openid-client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { relyingParty } from '../support/relying-party.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

test('an openid-client application signs a person in, refreshes and reads userinfo', async () => {
  const user = await app.createUser('alice@example.com', { firstName: 'Alice', lastName: 'Liddell' })
  const rp = await relyingParty(app, await app.createClient())

  const tokens = await rp.signIn()
  expect(tokens.claims()).toMatchObject({
    iss: app.origin,
    sub: user.id,
    email: 'alice@example.com',
    name: 'Alice Liddell',
  })
  expect(tokens.access_token).toMatch(/^oat_/)

  const refreshed = await client.refreshTokenGrant(rp.config, tokens.refresh_token ?? '')
  expect(refreshed.refresh_token).not.toBe(tokens.refresh_token)

  const userinfo = await client.fetchUserInfo(rp.config, refreshed.access_token, user.id)
  expect(userinfo).toMatchObject({
    object: 'oauth_user_info',
    user_id: user.id,
    email: 'alice@example.com',
    email_verified: true,
  })
})

test('a second sign-in in the same browser asks for nothing', async () => {
  await app.createUser()
  const rp = await relyingParty(app, await app.createClient())
  const browser = app.browser()
  await rp.signIn({ browser })

  const { page } = await rp.authorize({ browser, email: 'nobody@example.com' })
  expect(page.url.origin).toBe('https://rp.test')
  expect(page.url.searchParams.get('code')).toBeTruthy()
})

test('a person who denies consent is sent back with access_denied', async () => {
  await app.createUser()
  const rp = await relyingParty(app, await app.createClient())
  const browser = app.browser()
  const url = client.buildAuthorizationUrl(rp.config, {
    redirect_uri: 'https://rp.test/cb',
    scope: 'openid email',
    state: 'long-enough-state',
  })
  const signIn = await browser.open(url.href)
  const consent = await signIn.submit({ identifier: 'alice@example.com', password: 'correct horse battery staple' })
  const { url: redirect } = await consent.submit({}, { button: 'Deny' })
  expect(redirect.searchParams.get('error')).toBe('access_denied')
  expect(redirect.searchParams.get('state')).toBe('long-enough-state')
})
