import { decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openAsAdministrator, signInAs } from '../support/administrator.ts'
import { startApp, type TestApp } from '../support/app.ts'
import type { Browser, Page } from '../support/browser.ts'
import { relyingParty } from '../support/relying-party.ts'

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
const tagsOn = (page: Page) => page.root.querySelectorAll('.items .pill').map((each) => each.textContent)
const apiStatus = async (secret: string, method = 'GET') =>
  (await fetch(`${app.origin}/v1/users`, { method, headers: { authorization: `Bearer ${secret}` } })).status

async function published(): Promise<string[]> {
  const answer = await fetch(`${app.origin}/.well-known/jwks.json`)
  return ((await answer.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid)
}

async function makeKey(values: Readonly<Record<string, string>> = {}): Promise<Page> {
  return (await open('/admin/api-keys/new')).submit({ name: 'Billing', ...values }, { button: 'Make an API key' })
}

test('new signing keys are published at once and sign twenty minutes later', async () => {
  const before = await published()
  const { length } = await app.services.store.keys.list()
  const page = await (await open('/admin/keys/rotate')).submit({}, { button: 'Rotate' })
  const count = (page: Page, state: string) => tagsOn(page).filter((tag) => tag === state).length
  expect([count(page, 'Published, signs soon'), count(page, 'Signs')]).toEqual([length, length])
  const made = (await published()).filter((kid) => !before.includes(kid))
  expect(made).toHaveLength(before.length)
  expect(page.html).not.toMatch(/privateSealed|"d":/)
  app.advance(21 * 60)
  expect(count(await open('/admin/keys'), 'Only verifies')).toBe(length)
})

test('a revoked signing key is gone at once and another one signs', async () => {
  await app.createUser()
  const rp = await relyingParty(app, await app.createClient())
  const { kid } = decodeProtectedHeader((await rp.signIn()).id_token ?? '')
  const done = await (await open(`/admin/keys/${kid}/revoke`)).submit({}, { button: 'Revoke' })
  expect(done.url.pathname).toBe('/admin/keys')
  expect(await published()).not.toContain(kid)
  expect((await open(`/admin/keys/${kid}/revoke`)).status).toBe(404)
})

test('an API key is shown once, works, and ends when it is revoked', async () => {
  const page = await makeKey({ access: '*' })
  const secret = page.root.querySelector('.verbatim')?.textContent ?? ''
  expect(await apiStatus(secret)).toBe(200)
  expect((await browser.open(page.url.href)).url.pathname).toBe('/admin/api-keys')
  const list = await open('/admin/api-keys')
  expect(list.html).not.toContain(secret)
  const revoke = page.url.pathname.replace('/shown', '/revoke')
  const done = await (await open(revoke)).submit({}, { button: 'Revoke' })
  expect(tagsOn(done)).toEqual(['Revoked'])
  expect(await apiStatus(secret)).toBe(401)
})

test('a key that may only look cannot write, and one with an end ends', async () => {
  const page = await makeKey({ access: 'read', days: '30' })
  const secret = page.root.querySelector('.verbatim')?.textContent ?? ''
  expect([await apiStatus(secret), await apiStatus(secret, 'POST')]).toEqual([200, 403])
  app.advance(31 * 86_400)
  expect(await apiStatus(secret)).toBe(401)
  expect(tagsOn(await open('/admin/api-keys'))).toContain('Expired')
})

test.each([{ name: '' }, { access: 'everything' }, { days: '9999' }])('%o makes no key', async (values) => {
  const before = (await app.services.store.apiKeys.list()).length
  const page = await makeKey(values)
  expect(page.status).toBe(400)
  expect(page.root.querySelector('.field-wrong')).not.toBeNull()
  expect(await app.services.store.apiKeys.list()).toHaveLength(before)
})

test.each(['/admin/keys/rotate', '/admin/keys/x/revoke', '/admin/api-keys/new', '/admin/api-keys/x/revoke'])(
  '%s wants a fresh sign-in, our own form and an administrator',
  async (path) => {
    await app.createUser()
    const alice = app.browser()
    await signInAs(alice, 'alice@example.com', '/account')
    await open('/admin')
    const before = await published()
    const body = new URLSearchParams({ name: 'x', access: '*', days: '0' })
    const foreign = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }
    expect((await browser.request(path, { method: 'POST', body, headers: foreign })).status).toBe(403)
    expect((await alice.request(path, { method: 'POST', body, headers: { origin: app.origin } })).status).toBe(403)
    expect((await alice.request(path)).status).toBe(403)
    app.advance(11 * 60)
    const late = await browser.request(path, { method: 'POST', body, headers: { origin: app.origin } })
    expect(late.headers.get('location')).toMatch(/^\/oauth\/authorize/)
    expect(await published()).toEqual(before)
    expect(await app.services.store.apiKeys.list()).toHaveLength(1)
  },
)
