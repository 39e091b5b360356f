import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { oauthSettings } from '../../src/core/clients/oauth-settings.ts'
import { instanceSettings } from '../../src/core/instance/instance-settings.ts'
import { openAsAdministrator, signInAs } from '../support/administrator.ts'
import { startApp, type TestApp } from '../support/app.ts'
import type { Browser } from '../support/browser.ts'

let app: TestApp
let browser: Browser

beforeAll(async () => {
  app = await startApp()
})
beforeEach(async () => {
  await app.reset()
  browser = app.browser()
})
afterAll(() => app.close())

const open = (path: string) => openAsAdministrator(app, path, browser)

test('the name and the colour are worn at once, and can be emptied', async () => {
  const page = await open('/admin/settings')
  const done = await page.submit({ name: 'Acme', accent: '#7a1fa2' }, { button: 'Save' })
  expect(done.url.search).toBe('?saved=1')
  expect(done.title).toContain('Acme')
  expect((await app.browser().open('/')).title).toContain('Acme')
  expect(await instanceSettings(app.services)).toEqual({
    brand: { name: 'Acme', accent: '#7a1fa2' },
    secondFactorRequired: false,
  })
  const [event] = await app.services.store.audit.list({ filter: { type: 'instance_settings.updated' }, limit: 1 })
  expect(event?.actorType).toBe('user')
  await done.submit({ name: '', accent: '' }, { button: 'Save' })
  expect((await instanceSettings(app.services)).brand).toEqual({})
})

test.each([
  [{ accent: 'red;}body{display:none' }, 'accent'],
  [{ logoUrl: 'javascript:alert(1)' }, 'logoUrl'],
  [{ name: 'x'.repeat(61) }, 'name'],
])('%o is refused at its field, and changes nothing', async (values, field) => {
  const page = await (await open('/admin/settings')).submit(values, { button: 'Save' })
  expect(page.status).toBe(400)
  expect(page.root.querySelector(`#field-${field}-wrong`)).not.toBeNull()
  expect((await instanceSettings(app.services)).brand).toEqual({})
})

test('what holds for all applications holds at once', async () => {
  await open('/admin/settings')
  const done = await browser.open('/admin/settings/applications', {
    method: 'POST',
    headers: { origin: app.origin },
    body: new URLSearchParams({ registration: 'true' }),
  })
  expect(done.url.search).toBe('?saved=1')
  expect(await oauthSettings(app.services)).toMatchObject({ dynamicRegistration: true, metadataDocuments: false })
  const discovery = (await (await fetch(`${app.origin}/.well-known/openid-configuration`)).json()) as object
  expect(discovery).toHaveProperty('registration_endpoint')
})

test('neither foreign forms nor ordinary people change them', async () => {
  await app.createUser()
  const alice = app.browser()
  await signInAs(alice, 'alice@example.com', '/account')
  await open('/admin/settings')
  const body = new URLSearchParams({ name: 'Mallory', registration: 'true' })
  const foreign = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }
  for (const path of ['/admin/settings', '/admin/settings/applications']) {
    expect((await browser.request(path, { method: 'POST', body, headers: foreign })).status).toBe(403)
    expect((await alice.request(path, { method: 'POST', body, headers: { origin: app.origin } })).status).toBe(403)
  }
  expect((await alice.request('/admin/settings')).status).toBe(403)
  expect((await instanceSettings(app.services)).brand).toEqual({})
})
