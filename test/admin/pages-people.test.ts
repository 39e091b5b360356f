import * as client from 'openid-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { updateUser } from '../../src/core/users/administration/update-user.ts'
import type { User } from '../../src/store/users.ts'
import { openAsAdministrator, signInAs } from '../support/administrator.ts'
import { startApp, type TestApp } from '../support/app.ts'
import type { Browser, Page } from '../support/browser.ts'
import { relyingParty } from '../support/relying-party.ts'

let app: TestApp
let browser: Browser
let alice: User

beforeAll(async () => {
  app = await startApp()
})
beforeEach(async () => {
  await app.reset()
  browser = app.browser()
  alice = await app.createUser('alice@example.com', { firstName: 'Alice', lastName: 'Liddell' })
  app.advance(1)
})
afterAll(() => app.close())

const open = (path: string) => openAsAdministrator(app, path, browser)
const own = (user: User, aspect = '') => `/admin/people/${user.id}${aspect}`
const again = (user: User) => app.services.store.users.get(user.id)
const names = (page: Page) => page.root.querySelectorAll('.items strong').map((each) => each.textContent)
const eventsOf = async (user: User) =>
  (await app.services.store.audit.list({ filter: { targetId: user.id }, limit: 20 })).map(({ type, actorId }) => ({
    type,
    actorId,
  }))
const resets = async () =>
  (await app.services.store.mails.list(10)).filter(({ template }) => template === 'reset-password')
const ada = async () => (await app.services.store.users.findByEmail('ada@example.com'))?.id

describe('the list', () => {
  test.each([
    ['alice@', ['Alice Liddell']],
    ['ALICE lidd', ['Alice Liddell']],
    ['wonder', ['Alice Liddell']],
    ['%', []],
    ['', ['Ada Lovelace', 'Alice Liddell']],
  ])('searched by "%s" shows %j', async (query, expected) => {
    await updateUser(app.services, { id: alice.id, change: { username: 'wonder' }, by: { actor: { type: 'system' } } })
    expect(names(await open(`/admin/people?${new URLSearchParams({ q: query })}`)).sort()).toEqual(expected)
  })

  test('an id finds its person', async () => {
    expect(names(await open(`/admin/people?q=${alice.id}`))).toEqual(['Alice Liddell'])
  })

  test('is narrowed', async () => {
    const { users } = app.services.store
    const hour = new Date(app.services.clock.now().getTime() + 3_600_000)
    const [banned, locked] = [await app.createUser('b@example.com'), await app.createUser('l@example.com')]
    await users.update(banned.id, { bannedAt: hour })
    await users.update(locked.id, { lockedUntil: hour })
    await app.createUser('u@example.com', { emails: [{ address: 'u@example.com', verified: false }] })
    const narrowed = async (filter: string) => names(await open(`/admin/people?filter=${filter}`))
    expect(await narrowed('administrators')).toEqual(['Ada Lovelace'])
    expect(await narrowed('banned')).toEqual(['b@example.com'])
    expect(await narrowed('locked')).toEqual(['l@example.com'])
    expect(await narrowed('unverified')).toEqual(['u@example.com'])
    expect(await narrowed('nonsense')).toHaveLength(5)
  })

  test('has pages that keep search and filter', async () => {
    for (let number = 0; number < 26; number += 1) await app.createUser(`p${number}@example.com`)
    const first = await open('/admin/people?q=p&filter=')
    expect(names(first)).toHaveLength(25)
    const next = await browser.open(first.root.querySelector('.pager a')?.getAttribute('href') ?? '')
    expect(next.url.searchParams.get('q')).toBe('p')
    expect(names(next).some((name) => names(first).includes(name))).toBe(false)
  })
})

describe('adding a person', () => {
  test('mails them a link to a password, with which they get in', async () => {
    const page = await (await open('/admin/people/new')).submit(
      { email: 'bob@example.com', name: 'Bob Builder', username: 'bob', send: 'true' },
      { button: 'Add' },
    )
    expect(page.status).toBe(200)
    expect(page.title).toContain('Bob Builder')
    expect(await resets()).toMatchObject([{ recipient: 'bob@example.com' }])
    const bob = await app.services.store.users.findByUsername('bob')
    expect(await eventsOf(bob as User)).toContainEqual({ type: 'user.created', actorId: await ada() })
  })

  test('no mail when it is not wanted', async () => {
    const page = await open('/admin/people/new')
    await browser.open('/admin/people/new', {
      method: 'POST',
      headers: { origin: app.origin },
      body: new URLSearchParams({ email: 'bob@example.com', name: '', username: '' }),
    })
    expect(page.status).toBe(200)
    expect(await app.services.store.users.findByEmail('bob@example.com')).toBeDefined()
    expect(await resets()).toEqual([])
  })

  test.each([
    [{ email: 'alice@example.com' }, 'email', 409],
    [{ email: 'not an address' }, 'email', 400],
    [{ email: 'x@example.com', username: 'a@b' }, 'username', 400],
  ])('%o is refused at its field, and what was typed stays', async (values, field, status) => {
    const page = await open('/admin/people/new')
    const refused = await page.submit({ name: 'Typed Name', ...values }, { button: 'Add' })
    expect(refused.status).toBe(status)
    expect(refused.root.querySelector(`#field-${field}-wrong`)).not.toBeNull()
    expect(refused.root.querySelector('[name=name]')?.getAttribute('value')).toBe('Typed Name')
  })
})

describe('one person', () => {
  test('their page tells who, how, where and what', async () => {
    await relyingParty(app, await app.createClient({ name: 'Notes' })).then((rp) => rp.signIn())
    const { text } = await open(own(alice))
    for (const told of [
      'Alice Liddell',
      alice.id,
      'alice@example.com',
      'Primary',
      'Notes',
      'oauth_authorization.granted',
    ]) {
      expect(text).toContain(told)
    }
    expect(text).not.toContain(alice.passwordHash ?? 'none')
  })

  test('banned they are out at once, and in again when let', async () => {
    const phone = app.browser()
    await signInAs(phone, 'alice@example.com', '/account')
    const page = await (await open(own(alice, '/ban'))).submit({}, { button: 'Ban' })
    expect(page.text).toContain('Banned')
    expect((await phone.open('/account')).html).toContain('name="password"')
    expect(await eventsOf(alice)).toContainEqual({ type: 'user.banned', actorId: await ada() })
    await page.submit({}, { button: 'Let in again' })
    expect((await again(alice)).bannedAt).toBeNull()
  })

  test('a lock ends', async () => {
    const until = new Date(app.services.clock.now().getTime() + 3_600_000)
    await app.services.store.users.update(alice.id, { lockedUntil: until })
    await (await open(own(alice))).submit({}, { button: 'Unlock' })
    expect((await again(alice)).lockedUntil).toBeNull()
  })

  test('a recovery mail leaves', async () => {
    const page = await (await open(own(alice))).submit({}, { button: 'Send a recovery mail' })
    expect(page.url.search).toBe('?saved=1')
    expect(await resets()).toMatchObject([{ recipient: 'alice@example.com' }])
  })

  test('one browser is signed out, then all, with what applications hold', async () => {
    const rp = await relyingParty(app, await app.createClient())
    const tokens = await rp.signIn()
    const [phone, desk] = [app.browser(), app.browser()]
    await signInAs(phone, 'alice@example.com', '/account')
    await signInAs(desk, 'alice@example.com', '/account')
    const page = await open(own(alice))
    const before = page.root.querySelectorAll('form[action$="/end-session"]').length
    const fewer = await page.submit({}, { button: 'Sign out' }).then(() => open(own(alice)))
    expect(fewer.root.querySelectorAll('form[action$="/end-session"]').length).toBeLessThanOrEqual(before)
    await (await open(own(alice, '/sign-out'))).submit({}, { button: 'Sign out everywhere' })
    for (const each of [phone, desk]) expect((await each.open('/account')).html).toContain('name="password"')
    await expect(client.refreshTokenGrant(rp.config, tokens.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    })
  })

  test("somebody else's session is not ended through this one", async () => {
    const page = await open(own(alice))
    const [mine] = await app.services.store.signIns.listByUser((await ada()) ?? '', app.services.clock.now())
    const answer = await browser.open(`${page.url.pathname}/end-session`, {
      method: 'POST',
      headers: { origin: app.origin },
      body: new URLSearchParams({ of: mine?.id ?? '' }),
    })
    expect(answer.status).toBe(404)
    expect((await browser.open('/admin')).status).toBe(200)
  })

  test('an application is disconnected', async () => {
    const rp = await relyingParty(app, await app.createClient({ name: 'Notes' }))
    const tokens = await rp.signIn()
    const page = await open(own(alice))
    const ask = await browser.open(page.root.querySelector('a[href*="/disconnect"]')?.getAttribute('href') ?? '')
    expect(ask.text).toContain('Disconnect Notes?')
    await ask.submit({}, { button: 'Disconnect' })
    await expect(client.fetchUserInfo(rp.config, tokens.access_token, alice.id)).rejects.toThrow()
    expect(await eventsOf(alice)).toContainEqual({ type: 'oauth_consent.withdrawn', actorId: await ada() })
  })

  test('a second step is removed', async () => {
    await app.services.store.users.update(alice.id, { totpEnabledAt: app.services.clock.now(), totpSealed: 'x' })
    const page = await (await open(own(alice, '/factors'))).submit({}, { button: 'Remove' })
    expect(page.url.search).toBe('?saved=1')
    expect((await again(alice)).totpEnabledAt).toBeNull()
  })

  test('they are deleted by who types the name', async () => {
    const wrong = await (await open(own(alice, '/delete'))).submit({ name: 'Alice' }, { button: 'Delete' })
    expect(wrong.status).toBe(400)
    const done = await wrong.submit({ name: 'Alice Liddell' }, { button: 'Delete' })
    expect(done.url.pathname).toBe('/admin/people')
    expect(await app.services.store.users.find(alice.id)).toBeUndefined()
    expect((await browser.open(own(alice))).status).toBe(404)
  })
})

describe('administrators', () => {
  test('are made and unmade by name', async () => {
    await (await open(own(alice, '/promote'))).submit({}, { button: 'Make administrator' })
    expect((await again(alice)).isAdmin).toBe(true)
    await (await open(own(alice, '/demote'))).submit({}, { button: 'Take the role away' })
    expect((await again(alice)).isAdmin).toBe(false)
  })

  test.each([
    ['demote', 'Take the role away'],
    ['ban', 'Ban'],
    ['delete', 'Delete'],
  ])('the last one stays: %s is refused', async (aspect, button) => {
    await open('/admin')
    const page = await (await open(`/admin/people/${await ada()}/${aspect}`)).submit(
      { name: 'Ada Lovelace' },
      { button },
    )
    expect(page.status).toBe(409)
    expect(page.text).toContain('This is the only administrator')
    expect(await app.services.store.users.count({ isAdmin: true, bannedAt: null })).toBe(1)
  })

  test('of two who unmake each other at once, one stays', async () => {
    await open('/admin')
    const others = await Promise.all(
      [1, 2, 3].map((number) => app.createUser(`admin${number}@example.com`, { isAdmin: true })),
    )
    const ids = [await ada(), ...others.map(({ id }) => id)]
    const by = { actor: { type: 'system' } } as const
    await Promise.allSettled(
      ids.map((id) => updateUser(app.services, { id: id ?? '', change: { isAdmin: false }, by })),
    )
    expect(await app.services.store.users.count({ isAdmin: true })).toBe(1)
  })

  test.each(['promote', 'demote', 'factors', 'unlink', 'delete'])('%s wants a fresh sign-in', async (aspect) => {
    await open('/admin')
    app.advance(11 * 60)
    expect((await browser.open(own(alice, `/${aspect}`))).url.pathname).toMatch(/^\/interaction\//)
  })
})

test('a form of a foreign page and an ordinary person change nothing', async () => {
  await open('/admin')
  const bob = app.browser()
  await app.createUser('bob@example.com')
  await signInAs(bob, 'bob@example.com', '/account')
  const deeds = ['ban', 'unban', 'unlock', 'recovery', 'end-session', 'promote', 'demote', 'factors', 'sign-out']
  const body = new URLSearchParams({ of: 'x', name: 'Alice Liddell', email: 'm@example.com' })
  const foreign = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }
  for (const deed of [...deeds, 'unlink', 'disconnect', 'delete']) {
    const path = own(alice, `/${deed}`)
    expect((await browser.request(path, { method: 'POST', body, headers: foreign })).status).toBe(403)
    expect((await bob.request(path, { method: 'POST', body, headers: { origin: app.origin } })).status).toBe(403)
  }
  for (const path of ['', '/new', `/${alice.id}`, `/${alice.id}/delete`]) {
    expect((await bob.request(`/admin/people${path}`)).status).toBe(403)
  }
  expect(await again(alice)).toMatchObject({ isAdmin: false, bannedAt: null })
  expect(await resets()).toEqual([])
})
