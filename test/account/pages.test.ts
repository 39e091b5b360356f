import * as client from 'openid-client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { deleteDeparted } from '../../src/core/users/account/delete-departed.ts'
import { addUser } from '../../src/core/users/administration/add-user.ts'
import { password, startApp, type TestApp } from '../support/app.ts'
import type { Browser } from '../support/browser.ts'
import { relyingParty } from '../support/relying-party.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

async function signIn(browser: Browser, path = '/account', email = 'alice@example.com') {
  const page = await browser.open(path)
  return page.submit({ identifier: email, password })
}

test('the account page asks for a sign-in and comes back to itself', async () => {
  await app.createUser('alice@example.com', { firstName: 'Alice', lastName: 'Liddell' })
  const page = await signIn(app.browser(), '/account/sessions')
  expect(page.url.pathname).toBe('/account/sessions')
  expect(page.status).toBe(200)
})

test('a profile is kept, and a taken user name is refused with what was typed', async () => {
  await app.createUser('bob@example.com', { username: 'bob' })
  const alice = await app.createUser()
  const browser = app.browser()
  let page = await signIn(browser)
  page = await page.submit({ name: 'Alice Liddell', username: 'bob' }, { button: 'Save' })
  expect(page.status).toBe(409)
  expect(page.root.querySelector('[name=name]')?.getAttribute('value')).toBe('Alice Liddell')
  page = await page.submit({ username: 'alice' }, { button: 'Save' })
  expect(page.url.search).toBe('?saved=1')
  expect(await app.services.store.users.get(alice.id)).toMatchObject({
    firstName: 'Alice',
    lastName: 'Liddell',
    username: 'alice',
  })
})

test.each(['javascript:alert(1)', 'http://plain.test/a.png', 'data:image/svg+xml,x'])(
  '%s is not a picture',
  async (picture) => {
    const alice = await app.createUser()
    const page = await (await signIn(app.browser())).submit({ picture }, { button: 'Save' })
    expect(page.status).toBe(400)
    expect((await app.services.store.users.get(alice.id)).imageUrl).toBeNull()
  },
)

test('what people may not set about themselves is ignored', async () => {
  const alice = await app.createUser()
  const page = await signIn(app.browser())
  await page.submit(
    { name: 'Alice', isAdmin: 'true', role: 'admin', emailVerified: 'true', id: 'user_x', groups: 'admins' },
    { button: 'Save' },
  )
  expect(await app.services.store.users.get(alice.id)).toMatchObject({ isAdmin: false, groups: [], id: alice.id })
})

test('another browser is listed and ended; its cookie is dead at once', async () => {
  await app.createUser()
  const [phone, desk] = [app.browser(), app.browser()]
  await signIn(phone)
  let page = await signIn(desk, '/account/sessions')
  expect(page.root.querySelectorAll('form[action="/account/sessions/end"]').length).toBeGreaterThan(0)
  page = await page.submit({}, { button: 'everywhere else' })
  expect((await phone.open('/account')).html).toContain('name="password"')
  expect((await desk.open('/account')).url.pathname).toBe('/account')
})

test("somebody else's session cannot be ended", async () => {
  await app.createUser()
  await app.createUser('mallory@example.com')
  const alice = app.browser()
  await signIn(alice)
  const [signInOfAlice] = await app.services.store.signIns.listByUser(
    (await app.services.store.users.findByEmail('alice@example.com'))?.id ?? '',
    app.services.clock.now(),
  )
  const mallory = app.browser()
  await signIn(mallory, '/account', 'mallory@example.com')
  const answer = await mallory.open('/account/sessions/end', {
    method: 'POST',
    body: new URLSearchParams({ session: signInOfAlice?.id ?? '' }),
    headers: { origin: app.origin },
  })
  expect(answer.status).toBe(404)
  expect((await alice.open('/account')).url.pathname).toBe('/account')
})

test('a form of a foreign page changes nothing', async () => {
  const alice = await app.createUser()
  const page = await signIn(app.browser())
  const answer = await page.submit(
    { name: 'Mallory' },
    { button: 'Save', headers: { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' } },
  )
  expect(answer.status).toBe(403)
  expect((await app.services.store.users.get(alice.id)).firstName).toBeNull()
})

test('a new password ends other browsers and refresh tokens, but not this browser', async () => {
  await app.createUser()
  const rp = await relyingParty(app, await app.createClient())
  const tokens = await rp.signIn()
  const other = app.browser()
  await signIn(other)
  const browser = app.browser()
  const page = await signIn(browser, '/account/password')
  const wrong = await page.submit(
    { current: 'not it at all', password: 'a whole new passphrase' },
    { button: 'Save the password' },
  )
  expect(wrong.status).toBe(400)
  expect(wrong.text).toContain('That is not your current password.')
  const done = await wrong.submit(
    { current: password, password: 'a whole new passphrase' },
    { button: 'Save the password' },
  )
  expect(done.url.pathname).toBe('/account/security')
  expect((await browser.open('/account')).url.pathname).toBe('/account')
  expect((await other.open('/account')).html).toContain('name="password"')
  await expect(client.refreshTokenGrant(rp.config, tokens.refresh_token ?? '')).rejects.toMatchObject({
    error: 'invalid_grant',
  })
})

test('a sensitive change asks for a fresh sign-in after ten minutes', async () => {
  await app.createUser()
  const browser = app.browser()
  await signIn(browser)
  app.advance(11 * 60)
  const page = await browser.open('/account/password')
  expect(page.url.pathname).toMatch(/^\/interaction\//)
  expect(page.text).toContain('You are signed in as alice@example.com')
  const back = await page.submit({ identifier: 'alice@example.com', password })
  expect(back.url.pathname).toBe('/account/password')
})

test('a disconnected application gets 401 at its next call', async () => {
  await app.createUser()
  const rp = await relyingParty(app, await app.createClient({ name: 'Calendar' }))
  const tokens = await rp.signIn()
  const browser = app.browser()
  const list = await signIn(browser, '/account/apps')
  expect(list.text).toContain('Calendar')
  const ask = await browser.open(
    list.root.querySelector('a[href^="/account/apps/disconnect"]')?.getAttribute('href') ?? '',
  )
  await ask.submit({}, { button: 'Disconnect' })
  const userinfo = await fetch(`${app.origin}/oauth/userinfo`, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  })
  expect(userinfo.status).toBe(401)
  expect((await browser.open('/account/apps')).text).not.toContain('Calendar')
})

test('a person downloads what is kept about them, without any secret', async () => {
  await app.createUser()
  const browser = app.browser()
  await signIn(browser, '/account/data')
  const file = await browser.request('/account/data/download')
  expect(file.headers.get('content-disposition')).toContain('attachment')
  const text = await file.text()
  expect(JSON.parse(text)).toMatchObject({
    addresses: [{ address: 'alice@example.com', primary: true }],
    sessions: [{ createdAt: expect.any(String) }],
    devices: [{ trustedUntil: null }],
  })
  expect(text).not.toMatch(/argon2|Sealed|passwordHash|Digest/)
})

test('an account that is given up lets nobody in, and its owner may take that back', async () => {
  const alice = await app.createUser()
  const rp = await relyingParty(app, await app.createClient())
  const tokens = await rp.signIn()
  const page = await signIn(app.browser(), '/account/delete')
  const leaving = await page.submit({ understood: 'true' }, { button: 'Delete my account' })
  await expect(client.refreshTokenGrant(rp.config, tokens.refresh_token ?? '')).rejects.toMatchObject({
    error: 'invalid_grant',
  })
  expect((await app.services.store.users.get(alice.id)).deleteAfter).not.toBeNull()

  await leaving.submit({}, { button: 'Keep my account' })
  expect((await app.services.store.users.get(alice.id)).deleteAfter).toBeNull()
})

test('an account that was given up is deleted when the grace period is over', async () => {
  const alice = await app.createUser()
  const page = await signIn(app.browser(), '/account/delete')
  await page.submit({ understood: 'true' }, { button: 'Delete my account' })
  app.advance(13 * 86_400)
  await deleteDeparted(app.services)
  expect(await app.services.store.users.find(alice.id)).toBeDefined()
  app.advance(2 * 86_400)
  await deleteDeparted(app.services)
  expect(await app.services.store.users.find(alice.id)).toBeUndefined()
})

test('an address that an account waits with for its first sign-in is not taken from it', async () => {
  const unproven = { emails: [{ address: 'carol@example.com', verified: false }] }
  const carol = await app.createUser('carol@example.com', unproven)
  await app.createUser()
  const page = await signIn(app.browser(), '/account/addresses')
  expect((await page.submit({ email: 'carol@example.com' }, { button: 'Add' })).status).toBe(409)
  expect((await app.services.store.users.get(carol.id)).emails).toHaveLength(1)
})

test('an address that somebody typed beside their own and never proved is free for others', async () => {
  const typed = ['bob@example.com', 'mine@example.com'].map((address, index) => ({ address, verified: index === 0 }))
  await app.createUser('bob@example.com', { emails: typed })
  await app.createUser()
  const page = await signIn(app.browser(), '/account/addresses')
  expect((await page.submit({ email: 'mine@example.com' }, { button: 'Add' })).url.pathname).toBe(
    '/account/addresses/verify',
  )

  const person = { emails: [{ address: 'mine@example.com', verified: false }] }
  const { emails } = await addUser(app.services, { person, by: { actor: { type: 'system' } } })
  expect(emails).toHaveLength(1)
})
