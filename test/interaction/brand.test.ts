import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { api } from '../support/api.ts'
import { password, startApp, type TestApp, type TestClient } from '../support/app.ts'
import { openSignIn } from '../support/interaction.ts'
import { mailbox } from '../support/mailbox.ts'

let app: TestApp
let mail: ReturnType<typeof mailbox>

beforeAll(async () => {
  app = await startApp()
  mail = mailbox(app.services)
})
beforeEach(() => app.reset())
afterAll(() => app.close())

const looks = { name: 'Photo Album', logo_url: 'https://album.test/logo.png', accent: '#7a1fa2' }

async function brandedClient(): Promise<TestClient> {
  const client = await app.createClient({ name: 'album-web' })
  const answer = await api(app).done('patch', `/v1/oauth_applications/${client.id}`, { brand: looks })
  expect(answer).toMatchObject({ brand: looks })
  return client
}

test('pages and mails on the way into an application have its name, its logo and its colour', async () => {
  await app.createUser()
  const page = await openSignIn(app, await brandedClient())
  expect(page.title).toBe('Sign in · Photo Album')
  expect(page.root.querySelector('.masthead-logo')?.getAttribute('src')).toBe(looks.logo_url)

  await page.submit({ identifier: 'alice@example.com' }, { button: 'Email me a code' })
  expect(await mail.newest('alice@example.com')).toMatchObject({ template: 'sign-in-code', brand: 'Photo Album' })
  await page.submit({ identifier: 'alice@example.com', password })
  expect(await mail.newest('alice@example.com', 'new-device')).toMatchObject({ brand: 'Photo Album' })
})

test('so do the mail and the pages of a recovery and of a sign-up that began there', async () => {
  await app.createUser()
  const client = await brandedClient()
  const browser = app.browser()
  const page = await openSignIn(app, client, { browser })
  const recover = await browser.open(page.root.querySelector('a[href^="/recover"]')?.getAttribute('href') ?? '')
  expect(recover.title).toBe('Forgot your password? · Photo Album')
  const sent = await recover.submit({ email: 'alice@example.com' })
  expect(sent.title).toBe('Check your email · Photo Album')
  expect(await mail.newest('alice@example.com')).toMatchObject({ template: 'reset-password', brand: 'Photo Album' })
  const choose = await app.browser().open(await mail.link('alice@example.com'))
  expect(choose.title).toBe('Choose a new password · Photo Album')

  const signUp = await openSignIn(app, client, { params: { prompt: 'create' } })
  await signUp.submit({ email: 'bob@example.com', password })
  expect(await mail.newest('bob@example.com')).toMatchObject({ template: 'verify-address', brand: 'Photo Album' })
  const confirm = await app.browser().open(await mail.link('bob@example.com'))
  expect(confirm.title).toBe('Confirm your address · Photo Album')
})

test('the page after a recovery sends nothing when it is opened again', async () => {
  await app.createUser()
  const browser = app.browser()
  const sent = await (await browser.open('/recover')).submit({ email: 'alice@example.com' })
  const again = await browser.open(sent.url.href)
  expect(again.text).toContain('alice@example.com')
  expect(await mail.to('alice@example.com')).toHaveLength(1)
  expect((await app.browser().open('/recover/sent')).title).toBe('Forgot your password? · Latchkey')
})

test('the account page, and an application without a brand, have that of the instance', async () => {
  await app.createUser()
  const set = { brand: { name: 'Acme', logo_url: null, accent: '#004d40' } }
  expect(await api(app).done('patch', '/v1/instance/sign_in_settings', set)).toMatchObject(set)
  const page = await openSignIn(app, await app.createClient())
  expect(page.title).toBe('Sign in · Acme')
  // Our mark stands beside our own name only.
  expect(page.root.querySelector('.masthead .mark')).toBeNull()
  await page.submit({ identifier: 'alice@example.com', password })
  expect(await mail.newest('alice@example.com')).toMatchObject({ template: 'new-device', brand: 'Acme' })
})

test('an administrator asks everybody for a second step', async () => {
  await app.createUser()
  const settings = '/v1/instance/sign_in_settings'
  expect(await api(app).done('get', settings)).toMatchObject({ second_factor_required: false })
  await api(app).done('patch', settings, { second_factor_required: true })
  const page = await openSignIn(app, await app.createClient())
  const next = await page.submit({ identifier: 'alice@example.com', password })
  expect(next.url.pathname).toMatch(/\/enrol$/)
  expect(await app.services.store.audit.list({ limit: 1, filter: { type: 'instance_settings.updated' } })).toHaveLength(
    1,
  )
})

test('what is no brand is refused, and null takes one back', async () => {
  const client = await brandedClient()
  const path = `/v1/oauth_applications/${client.id}`
  for (const brand of [{ accent: 'red' }, { logo_url: 'http://plain.test/x.png' }, { logo_url: 'javascript:x' }])
    expect((await api(app).call('patch', path, { body: { brand: { ...looks, ...brand } } })).status).toBe(422)
  expect(await api(app).done('patch', path, { brand: null })).toMatchObject({
    brand: { name: null, logo_url: null, accent: null },
  })
})
