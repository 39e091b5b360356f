import { Events, OAuth2Server } from 'oauth2-mock-server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { saveProvider } from '../../src/core/federation/settings/save-provider.ts'
import { startApp, type TestApp, type TestClient } from '../support/app.ts'
import type { Page } from '../support/browser.ts'
import { choose, comeBack } from '../support/federated.ts'
import { allow, isSignedIn, openSignIn } from '../support/interaction.ts'
import { visit } from '../support/upstream/visit.ts'

/** An OpenID provider that somebody else wrote, added by its issuer alone. */
const server = new OAuth2Server()
const id = 'oidc_mock'
let app: TestApp
let client: TestClient

beforeAll(async () => {
  await server.issuer.keys.generate('RS256')
  await server.start(0, '127.0.0.1')
  app = await startApp()
})
beforeEach(async () => {
  server.service.removeAllListeners()
  await app.reset()
  client = await app.createClient()
  const settings = { clientId: 'latchkey', issuer: server.issuer.url ?? '' }
  await saveProvider(app.services, { id, label: 'Mock', enabled: true, secrets: { clientSecret: 's' }, settings })
})
afterAll(async () => {
  await app.close()
  await server.stop()
})

/** What the server says of the person from now on. */
function tell(claims: Readonly<Record<string, unknown>>): void {
  server.service.on(Events.BeforeTokenSigning, ({ payload }) => void Object.assign(payload, claims))
  server.service.on(Events.BeforeUserinfo, (answer) => void Object.assign(answer.body ?? {}, claims))
}

async function signIn(): Promise<Page> {
  const browser = app.browser()
  const page = await choose(await openSignIn(app, client, { browser }), id)
  return comeBack(app, browser, await visit(page.url))
}

test('signs a person up and in again', async () => {
  tell({ sub: 'ada', email: 'ada@example.com', email_verified: true, name: 'Ada Lovelace' })
  expect(isSignedIn(await allow(await signIn()))).toBe(true)
  expect(isSignedIn(await allow(await signIn()))).toBe(true)
  expect(await app.services.store.users.count()).toBe(1)
  expect(await app.services.store.users.findByEmail('ada@example.com')).toMatchObject({ displayName: 'Ada Lovelace' })
})

test('has an address proven that it does not vouch for', async () => {
  tell({ sub: 'ada', email: 'ada@example.com', email_verified: false })
  expect((await signIn()).url.pathname).toMatch(/\/prove$/)
})

test.each([
  ['of another issuer', { iss: 'https://evil.test' }],
  ['for another client', { aud: 'somebody-else' }],
  ['that has expired', { exp: 1 }],
  ['with another nonce', { nonce: 'other' }],
])('is not believed an ID token %s', async (_what, claims) => {
  tell({ sub: 'ada', ...claims })
  const page = await signIn()
  expect(page.status).toBe(502)
  expect(page.text).toMatch(/Mock did not tell us who you are/)
  expect(await app.services.store.users.count()).toBe(0)
})

test('is not believed a profile of somebody else', async () => {
  server.service.on(Events.BeforeUserinfo, (answer) => void Object.assign(answer.body ?? {}, { sub: 'mallory' }))
  expect((await signIn()).status).toBe(502)
})

test('that refuses the code is told apart', async () => {
  server.service.on(Events.BeforeResponse, (answer) => {
    answer.statusCode = 400
    answer.body = { error: 'invalid_grant' }
  })
  const page = await signIn()
  expect(page.status).toBe(502)
  expect(page.text).toMatch(/Mock did not finish the sign-in/)
})
