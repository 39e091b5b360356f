import { AuthorizationCode, ClientCredentials } from 'simple-oauth2'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startApp, type TestApp, type TestClient } from '../../support/app.ts'
import { visitor, walkThrough } from '../../support/walk-through.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

const redirectUri = 'https://rp.test/cb'

const settings = (client: TestClient) => ({
  client: { id: client.clientId, secret: client.clientSecret },
  auth: { tokenHost: app.origin, tokenPath: '/oauth/token', revokePath: '/oauth/token/revoke' },
})

test('simple-oauth2 gets, refreshes and revokes tokens without knowing OpenID', async () => {
  const user = await app.createUser()
  const { client: credentials, auth } = settings(await app.createClient())
  const client = new AuthorizationCode({ client: credentials, auth: { ...auth, authorizePath: '/oauth/authorize' } })
  const url = client.authorizeURL({ redirect_uri: redirectUri, scope: 'profile email', state: 'a-long-state' })
  const { url: back } = await walkThrough(visitor(app), url)
  expect(back.searchParams.get('state')).toBe('a-long-state')

  const token = await client.getToken({ code: back.searchParams.get('code') ?? '', redirect_uri: redirectUri })
  expect(token.token).toMatchObject({ token_type: 'Bearer', scope: 'profile email' })
  expect(token.token).not.toHaveProperty('id_token')
  const refreshed = await token.refresh()
  const read = () =>
    fetch(`${app.origin}/oauth/userinfo`, {
      headers: { authorization: `Bearer ${String(refreshed.token['access_token'])}` },
    })
  expect(await (await read()).json()).toMatchObject({ user_id: user.id, email: 'alice@example.com' })

  await refreshed.revokeAll()
  expect((await read()).status).toBe(401)
})

test('simple-oauth2 gets a token for a machine', async () => {
  const machine = await app.createClient({ grantTypes: ['client_credentials'], redirectUris: [] })
  const token = await new ClientCredentials(settings(machine)).getToken({})
  expect(token.token).toMatchObject({ token_type: 'Bearer' })
  expect(token.token).not.toHaveProperty('refresh_token')
})
