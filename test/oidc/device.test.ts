import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { password, startApp, type TestApp, type TestClient } from '../support/app.ts'
import type { Browser, Page } from '../support/browser.ts'
import { basic, postForm } from '../support/post-form.ts'

const grant = 'urn:ietf:params:oauth:grant-type:device_code'

let app: TestApp

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'on' })
})
beforeEach(() => app.reset())
afterAll(() => app.close())

const television = (more = {}) =>
  app.createClient({ name: 'Television', grantTypes: [grant, 'refresh_token', 'authorization_code'], ...more })

const start = (client: TestClient, values = {}) =>
  postForm(
    app,
    '/oauth/device_authorization',
    { scope: 'openid profile email offline_access', ...values },
    basic(client),
  )

const poll = (client: TestClient, deviceCode: string) =>
  postForm(app, '/oauth/token', { grant_type: grant, device_code: deviceCode }, basic(client))

async function signIn(page: Page): Promise<Page> {
  const next = await page.submit({ identifier: 'alice@example.com', password })
  expect(next.html).not.toContain('undefined')
  return next.html.includes('name="consented"') ? next.submit({}, { button: 'Allow' }) : next
}

const enter = async (browser: Browser, userCode: string) =>
  (await browser.open('/oauth/device')).submit({ user_code: userCode })

test('a device gets a long code for itself and a short one of 20 letters for the person', async () => {
  const { status, body, headers } = await start(await television())
  expect(status).toBe(200)
  expect(headers.get('cache-control')).toContain('no-store')
  expect(body.user_code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/)
  expect(body.device_code.length).toBeGreaterThanOrEqual(22)
  expect(body).toMatchObject({
    verification_uri: `${app.origin}/oauth/device`,
    verification_uri_complete: `${app.origin}/oauth/device?user_code=${body.user_code}`,
    interval: 5,
    expires_in: 600,
  })
})

test('an unknown application and one without the grant get no code', async () => {
  const unknown = { id: '', clientId: 'nobody', clientSecret: 'x', redirectUri: '' }
  expect(await start(unknown)).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
  const { status } = await start(await app.createClient())
  expect(status).toBe(400)
})

test('a person signs in on the way, confirms, and the device gets its tokens', async () => {
  const user = await app.createUser()
  const client = await television()
  const { body: codes } = await start(client)
  expect((await poll(client, codes.device_code)).body.error).toBe('authorization_pending')

  const browser = app.browser()
  const confirm = await enter(browser, codes.user_code.toLowerCase().replace('-', ' '))
  expect(confirm.text).toContain('Television')
  expect(confirm.text).toContain(codes.user_code)
  expect(confirm.text).toContain('127.0.0.1')
  const done = await signIn(await confirm.submit({}, { button: 'Connect' }))
  expect(done.text).toContain('Your device is connected')

  const { status, body } = await poll(client, codes.device_code)
  expect(status).toBe(200)
  expect(body).toMatchObject({ token_type: 'Bearer', scope: 'openid profile email offline_access' })
  const claims = JSON.parse(Buffer.from(body.id_token.split('.')[1], 'base64url').toString())
  expect(claims).toMatchObject({ sub: user.id, aud: client.clientId })
  expect((await poll(client, codes.device_code)).body.error).toBe('invalid_grant')
})

test('a code in the address leads to the question, never past it', async () => {
  await app.createUser()
  const client = await television({ name: '<img src=x onerror=alert(1)>' })
  const { body: codes } = await start(client)
  const confirm = await app.browser().open(codes.verification_uri_complete)
  expect(confirm.status).toBe(200)
  expect(confirm.text).toContain(codes.user_code)
  expect(confirm.html).not.toContain('<img src=x')
  expect(confirm.html).not.toContain('Submitting Callback')
  const buttons = confirm.root.querySelectorAll('.choice button').map((button) => button.textContent)
  expect(buttons).toEqual(['Connect', 'This is not me'])
  expect((await poll(client, codes.device_code)).body.error).toBe('authorization_pending')
})

test('a device that polls too often is told to slow down, more each time', async () => {
  const client = await television()
  const { body: codes } = await start(client)
  const errors: string[] = []
  const pollAfter = async (seconds: number) => {
    app.advance(seconds)
    errors.push((await poll(client, codes.device_code)).body.error)
  }
  for (const seconds of [0, 1, 1, 6]) await pollAfter(seconds)
  expect(errors).toEqual(['authorization_pending', 'slow_down', 'slow_down', 'authorization_pending'])
  // Two early polls have made the interval 15 seconds.
  await pollAfter(11)
  await pollAfter(21)
  expect(errors.slice(4)).toEqual(['slow_down', 'authorization_pending'])
})

test('of twenty polls at once after the approval exactly one gets tokens', async () => {
  await app.createUser()
  const client = await television()
  const { body: codes } = await start(client)
  const confirm = await app.browser().open(codes.verification_uri_complete)
  await signIn(await confirm.submit({}, { button: 'Connect' }))
  const answers = await Promise.all(Array.from({ length: 20 }, () => poll(client, codes.device_code)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => body.error))).toEqual(
    new Set(['invalid_grant']),
  )
})

test('a person who says no ends it', async () => {
  const client = await television()
  const { body: codes } = await start(client)
  const confirm = await enter(app.browser(), codes.user_code)
  const denied = await confirm.submit({}, { button: 'This is not me' })
  expect(denied.text).toContain('Not connected')
  expect((await poll(client, codes.device_code)).body.error).toBe('access_denied')
  expect((await enter(app.browser(), codes.user_code)).text).toContain('code')
})

test('a code expires for the device and for the person', async () => {
  const client = await television()
  const { body: codes } = await start(client)
  app.advance(601)
  expect((await poll(client, codes.device_code)).body.error).toBe('expired_token')
  const page = await enter(app.browser(), codes.user_code)
  expect(page.status).toBe(400)
  expect(page.html).toContain('name="user_code"')
})

test('the code of one application is nothing to another', async () => {
  const { body: codes } = await start(await television())
  expect((await poll(await television({ name: 'Other' }), codes.device_code)).body.error).toBe('invalid_grant')
})

test('a scope beyond the application is refused when the device asks', async () => {
  expect((await start(await television(), { scope: 'openid private_metadata' })).body.error).toBe('invalid_scope')
})

test('the sixth wrong code from a browser has to wait', async () => {
  const browser = app.browser()
  for (let count = 0; count < 5; count += 1) {
    expect((await enter(browser, 'BCDF-GHJK')).status).toBe(400)
  }
  const refused = await enter(browser, 'BCDF-GHJK')
  expect(refused.status).toBe(429)
  expect(Number(refused.response.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('a new browser of the same network has no more tries', async () => {
  for (let count = 0; count < 5; count += 1) await enter(app.browser(), 'BCDF-GHJK')
  expect((await enter(app.browser(), 'BCDF-GHJK')).status).toBe(429)
})

test('right codes are not counted', async () => {
  const client = await television()
  for (let count = 0; count < 8; count += 1) {
    const { body: codes } = await start(client)
    expect((await enter(app.browser(), codes.user_code)).text).toContain(codes.user_code)
  }
})

test('nobody confirms with the form of another browser or from another site', async () => {
  const client = await television()
  const { body: codes } = await start(client)
  const form = { user_code: codes.user_code, confirm: 'yes' }
  const own = await enter(app.browser(), codes.user_code)
  const xsrf = own.root.querySelector('input[name=xsrf]')?.getAttribute('value') ?? ''
  const other = app.browser()
  await other.open('/oauth/device')
  const stolen = await other.open('/oauth/device', { method: 'POST', body: new URLSearchParams({ ...form, xsrf }) })
  expect(stolen.status).toBe(400)
  const foreign = await own.submit(
    {},
    { button: 'Connect', headers: { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' } },
  )
  expect(foreign.status).toBe(403)
  expect((await poll(client, codes.device_code)).body.error).toBe('authorization_pending')
})

test('a form from nowhere leads to the question, with a form that works', async () => {
  const { body: codes } = await start(await television())
  const browser = app.browser()
  const page = await browser.open('/oauth/device', {
    method: 'POST',
    body: new URLSearchParams({ user_code: codes.user_code }),
  })
  expect(page.status).toBe(400)
  expect((await page.submit({ user_code: codes.user_code })).text).toContain(codes.user_code)
})

test('codes lie in the database in a form that gives nothing away', async () => {
  const { body: codes } = await start(await television())
  const rows = await app.database.sql.query<{ payload: string }>('SELECT * FROM artifacts', [])
  const stored = JSON.stringify(rows)
  expect(rows.length).toBeGreaterThan(0)
  expect(stored).not.toContain(codes.device_code)
  expect(stored).not.toContain(codes.user_code.replace('-', ''))
})
