import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { device } from '../support/cloudbase.ts'
import { call } from '../support/dialects.ts'
import { openSignIn } from '../support/interaction.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

const nul = 'a\0b'

test.each([
  ['code', { identifier: nul }],
  ['federated', { provider: nul }],
  ['sign-in', { identifier: nul, password: nul }],
])('the form %s refuses a character that no database holds', async (path, fields) => {
  const browser = app.browser()
  const { url } = await openSignIn(app, await app.createClient(), { browser })
  const headers = { origin: app.origin }
  const body = new URLSearchParams(fields)
  const { status } = await browser.request(`${url.pathname}/${path}`, { method: 'POST', headers, body })
  expect(status).toBe(400)
})

test.each([
  ['POST /v1/session/otp', { identifier: { type: 'email_address', value: `${nul}@example.com` } }],
  ['POST /auth/v1/token', { client_id: nul, grant_type: 'refresh_token', refresh_token: 'x' }],
  ['GET /auth/v1/provider/uri?client_id=a%00b&provider_id=github&state=abc', undefined],
])('%s refuses it too', async (what, json) => {
  expect((await call(app.browser(), what, { json, headers: device })).status).toBe(400)
})

test.each([
  '/federation/a%00/callback?state=abc&code=abc',
  '/admin/applications/a%00b',
  '/v1/users/a%00b',
  '/recover/%00',
  '/oauth/register/%00',
])('nothing is at %s', async (path) => {
  expect((await call(app.browser(), `GET ${path}`)).status).toBe(404)
})

test('half of a surrogate pair in a value is refused, wherever it lies', async () => {
  const metadata = encodeURIComponent('{"deep":[{"in":"\\ud800"}]}')
  expect((await call(app.browser(), `GET /signin/provider/github?metadata=${metadata}`)).status).toBe(400)
})

test('colours of an application whose name cannot be are those of the installation', async () => {
  expect((await call(app.browser(), 'GET /assets/theme.css?client=a%00b')).status).toBe(200)
})
