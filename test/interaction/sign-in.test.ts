import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { User } from '../../src/store/users.ts'
import { password, startApp, type TestApp, type TestClient } from '../support/app.ts'
import type { Page } from '../support/browser.ts'
import { allow, isSignedIn, openSignIn, uidOf } from '../support/interaction.ts'
import { mailbox } from '../support/mailbox.ts'

let app: TestApp
let client: TestClient
let alice: User
let mail: ReturnType<typeof mailbox>

beforeAll(async () => {
  app = await startApp()
  mail = mailbox(app.services)
})
beforeEach(async () => {
  await app.reset()
  client = await app.createClient()
  alice = await app.createUser('alice@example.com', { username: 'Alice', locale: 'de' })
})
afterAll(() => app.close())

async function attempt(identifier: string, typed = password, browser = app.browser()): Promise<Page> {
  return (await openSignIn(app, client, { browser })).submit({ identifier, password: typed })
}

// What a stranger could tell two answers apart by, without what differs anyway.
function face(page: Page, ...known: string[]) {
  const html = known.reduce((text, word) => text.replaceAll(word, ''), page.html)
  return {
    status: page.status,
    html: html.replaceAll(/\/interaction\/[\w-]+|interaction=[\w-]+/g, ''),
    headers: [...page.response.headers.keys()].sort(),
    cookies: page.response.headers.getSetCookie().map((line) => line.split('=')[0]),
  }
}

test.each(['alice@example.com', ' ALICE@example.com', 'alice', 'ALICE '])(
  '"%s" names the account',
  async (identifier) => {
    expect(isSignedIn(await allow(await attempt(identifier)))).toBe(true)
  },
)

test('unknown, wrong, without a password, banned, locked and unverified all get the same answer', async () => {
  const { store, clock } = app.services
  const make = async (email: string, change: object) => {
    const user = await app.createUser(email)
    await store.users.update(user.id, change)
    return user
  }
  await make('social@example.com', { passwordHash: null })
  await make('banned@example.com', { bannedAt: clock.now() })
  await make('locked@example.com', { lockedUntil: new Date(clock.now().getTime() + 3_600_000) })
  const unproven = await app.createUser('unproven@example.com')
  await store.emails.delete(unproven.id, unproven.emails[0]?.id ?? '')
  await store.emails.create({
    id: 'idn_u',
    userId: unproven.id,
    address: 'unproven@example.com',
    verifiedAt: null,
    createdAt: clock.now(),
  })

  const unknown = face(await attempt('nobody@example.com'), 'nobody@example.com')
  expect(unknown.status).toBe(401)
  expect(face(await attempt('alice@example.com', 'wrong'), 'alice@example.com')).toEqual(unknown)
  for (const email of ['social', 'banned', 'locked', 'unproven'].map((name) => `${name}@example.com`)) {
    expect(face(await attempt(email), email)).toEqual(unknown)
  }
})

test('the address typed is shown again, the password never', async () => {
  const page = await attempt('alice@example.com', 'my wrong secret')
  expect(page.root.querySelector('input[name=identifier]')?.getAttribute('value')).toBe('alice@example.com')
  expect(page.html).not.toContain('my wrong secret')
})

test('the session is only kept beyond the window when the person says so', async () => {
  const lives = async (values: Record<string, string>, browser = app.browser()) => {
    const page = await openSignIn(app, client, { browser, params: { prompt: 'login' } })
    const answer = await browser.request(`/interaction/${uidOf(page)}/sign-in`, {
      method: 'POST',
      body: new URLSearchParams({ identifier: 'alice@example.com', password, ...values }),
      headers: { origin: app.origin },
    })
    const resumed = await browser.request(answer.headers.get('location') ?? '')
    const session = resumed.headers.getSetCookie().find((line) => line.startsWith('latchkey_session='))
    return /expires=/i.test(session ?? '')
  }
  expect(await lives({})).toBe(false)
  const kept = app.browser()
  expect(await lives({ remember: 'true' }, kept)).toBe(true)
  // Showing again that it is them takes nothing of that away.
  expect(await lives({}, kept)).toBe(true)
  await app.services.store.users.update(alice.id, { isAdmin: true })
  expect(await lives({ remember: 'true' })).toBe(false)
})

test('a sign-in on a new device is told by mail, in the language of the account; on a known one it is not', async () => {
  const browser = app.browser()
  browser.headers['user-agent'] = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
  await allow(await attempt('alice', password, browser))
  expect(await mail.to('alice@example.com')).toMatchObject([
    { template: 'new-device', locale: 'de', values: { device: 'Firefox, Linux', place: '127.0.0.0/24' } },
  ])
  const again = await openSignIn(app, client, { browser, params: { prompt: 'login' } })
  await again.submit({ identifier: 'alice', password })
  expect(await mail.to('alice@example.com')).toHaveLength(1)
  await attempt('alice')
  expect(await mail.to('alice@example.com')).toHaveLength(2)
})

test('the cookie of a device says nothing and is worth nothing in another account', async () => {
  await app.createUser('bob@example.com')
  const browser = app.browser()
  await allow(await attempt('alice', password, browser))
  const device = [...browser.cookies.values()].find(({ name }) => name === 'latchkey_device')
  expect(device?.value).toMatch(/^[\w-]{43}$/)
  const again = await openSignIn(app, client, { browser, params: { prompt: 'login' } })
  await again.submit({ identifier: 'bob@example.com', password })
  expect(await mail.to('bob@example.com')).toMatchObject([{ template: 'new-device' }])
})

test('a code by mail signs in; it is taken once, also of twenty at the same time', async () => {
  const browser = app.browser()
  const page = await openSignIn(app, client, { browser })
  const asked = await page.submit({ identifier: 'ALICE@example.com' }, { button: 'Email me a code' })
  expect(asked.text).toContain('ALICE@example.com')
  const code = await mail.code('alice@example.com')
  const post = () =>
    browser.request(`/interaction/${uidOf(page)}/code/check`, {
      method: 'POST',
      body: new URLSearchParams({ code: ` ${code.slice(0, 3)} ${code.slice(3)} ` }),
      headers: { origin: app.origin },
    })
  const answers = await Promise.all(Array.from({ length: 20 }, post))
  const won = answers.filter(({ status, headers }) => status === 303 && headers.get('location')?.includes('/oauth/'))
  expect(won).toHaveLength(1)
  expect(isSignedIn(await allow(await browser.open(won[0]?.headers.get('location') ?? '')))).toBe(true)
})

test('asking for a code looks the same for everybody, and only who has the address gets one', async () => {
  const ask = async (identifier: string) =>
    face(await (await openSignIn(app, client)).submit({ identifier }, { button: 'Email me a code' }), identifier)
  const known = await ask('alice@example.com')
  expect(known.status).toBe(200)
  expect(await ask('nobody@example.com')).toEqual(known)
  expect(await mail.to('nobody@example.com')).toEqual([])
  await app.services.store.users.update(alice.id, { bannedAt: app.services.clock.now() })
  const before = (await mail.to('alice@example.com')).length
  expect(await ask('alice@example.com')).toEqual(known)
  expect(await mail.to('alice@example.com')).toHaveLength(before)
})

test('a code is asked for with a name', async () => {
  const page = await (await openSignIn(app, client)).submit({ identifier: ' ' }, { button: 'Email me a code' })
  expect(page.status).toBe(400)
  expect(page.root.querySelector('#field-identifier-wrong')?.text).toBe('Fill this in.')
})

test('a user name does not reveal the address its code goes to', async () => {
  const page = await (await openSignIn(app, client)).submit({ identifier: 'alice' }, { button: 'Email me a code' })
  expect(page.html).not.toContain('alice@example.com')
  expect(await mail.to('alice@example.com')).toMatchObject([{ template: 'sign-in-code' }])
})

test('a code lives ten minutes and takes five tries; the sixth is refused even if it is right', async () => {
  const start = async () =>
    (await openSignIn(app, client)).submit({ identifier: 'alice' }, { button: 'Email me a code' })
  const page = await start()
  const code = await mail.code('alice@example.com')
  for (let round = 0; round < 5; round += 1)
    expect((await page.submit({ code: code === '000000' ? '111111' : '000000' })).text).toContain('not right')
  expect((await page.submit({ code })).text).toContain('too many wrong codes')

  app.advance(1)
  const late = await start()
  app.advance(601)
  expect((await late.submit({ code: await mail.code('alice@example.com') })).text).toContain('expired')
})

test('a code is nothing in another sign-in, nor for another purpose', async () => {
  const mine = await (await openSignIn(app, client)).submit({ identifier: 'alice' }, { button: 'Email me a code' })
  const code = await mail.code('alice@example.com')
  app.advance(1)
  const theirs = await (await openSignIn(app, client)).submit(
    { identifier: 'nobody@example.com' },
    { button: 'Email me a code' },
  )
  expect((await theirs.submit({ code })).status).toBe(401)
  const signUp = await openSignIn(app, client, { params: { prompt: 'create' } })
  const verify = await signUp.submit({ email: 'new@example.com', password: 'every quiet harbour' })
  expect((await verify.submit({ code })).status).toBe(401)
  expect(isSignedIn(await allow(await mine.submit({ code })))).toBe(true)
})

test('a sign-in of one browser cannot be finished in another', async () => {
  const page = await openSignIn(app, client)
  const stranger = app.browser()
  const answer = await stranger.open(`/interaction/${uidOf(page)}/sign-in`, {
    method: 'POST',
    body: new URLSearchParams({ identifier: 'alice', password }),
    headers: { origin: app.origin },
  })
  expect(answer.url.pathname).not.toContain(uidOf(page))
})

test.each([
  ['a foreign origin', { origin: 'https://evil.example' }],
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['a neighbour', { 'sec-fetch-site': 'same-site' }],
  ['an opaque origin', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
])('a form of %s is refused', async (_name, headers) => {
  const page = await openSignIn(app, client)
  expect((await page.submit({ identifier: 'alice', password }, { headers })).status).toBe(403)
})

test.each([
  'identifier=alice&identifier=bob&password=x',
  'identifier=alice&password[not]=null',
  'identifier[]=alice&password=x',
  'password=x',
  'identifier=alice',
  `identifier=alice&password=${'x'.repeat(4097)}`,
  `identifier=alice&password=${'é'.repeat(600)}`,
])('the form "%.40s…" is refused with 400 and quickly', async (body) => {
  const browser = app.browser()
  const page = await openSignIn(app, client, { browser })
  const started = performance.now()
  const answer = await browser.request(`/interaction/${uidOf(page)}/sign-in`, {
    method: 'POST',
    body,
    headers: { origin: app.origin, 'content-type': 'application/x-www-form-urlencoded' },
  })
  expect(answer.status).toBe(400)
  expect(performance.now() - started).toBeLessThan(250)
})

test('a body of another type is refused', async () => {
  const browser = app.browser()
  const page = await openSignIn(app, client, { browser })
  for (const type of ['text/plain', 'application/json', 'multipart/form-data']) {
    const answer = await browser.request(`/interaction/${uidOf(page)}/sign-in`, {
      method: 'POST',
      body: JSON.stringify({ identifier: 'alice', password }),
      headers: { origin: app.origin, 'content-type': type },
    })
    expect([type, answer.status >= 400 && answer.status < 500]).toEqual([type, true])
  }
})

test('cookies planted before the sign-in are worth nothing after it', async () => {
  const browser = app.browser()
  for (const name of ['latchkey_session', 'latchkey_session.sig', 'latchkey_device']) {
    browser.cookies.set(`${name} /`, { name, value: 'planted-by-a-stranger', path: '/' })
  }
  expect(isSignedIn(await allow(await attempt('alice', password, browser)))).toBe(true)
  const kept = [...browser.cookies.values()].map(({ value }) => value)
  expect(kept).not.toContain('planted-by-a-stranger')
})

test('pages speak the language the application asks for, then the one of the account, then that of the browser', async () => {
  const french = app.browser()
  french.headers['accept-language'] = 'de-AT,en;q=0.5'
  const html = async (params: Record<string, string>) =>
    (await openSignIn(app, client, { browser: french, params })).root.querySelector('html')
  expect((await html({}))?.getAttribute('lang')).toBe('de')
  expect((await html({ ui_locales: 'xx en' }))?.getAttribute('lang')).toBe('en')

  const english = app.browser()
  const consent = await attempt('alice', password, english)
  expect(consent.root.querySelector('html')?.getAttribute('lang')).toBe('de')
  await consent.submit({ consented: 'true' })
  const again = await openSignIn(app, client, { browser: english, params: { prompt: 'login' } })
  expect(again.root.querySelector('html')?.getAttribute('lang')).toBe('de')
})

test('who is asked to choose an account goes on with the one that is here, or with another', async () => {
  const browser = app.browser()
  await allow(await attempt('alice', password, browser))
  const params = { prompt: 'select_account' }
  const picker = await openSignIn(app, client, { browser, params })
  expect(picker.text).toContain('alice@example.com')
  expect(isSignedIn(await allow(await picker.submit({ account: alice.id })))).toBe(true)
  const forged = await (await openSignIn(app, client, { browser, params })).submit({ account: 'user_somebody' })
  expect(forged.html).toContain('name="password"')
})

test('someone who is leaving comes back by signing in', async () => {
  const leaving = new Date(app.services.clock.now().getTime() + 86_400_000)
  await app.services.store.users.update(alice.id, { deleteAfter: leaving })
  expect(isSignedIn(await allow(await attempt('alice')))).toBe(true)
  expect((await app.services.store.users.get(alice.id)).deleteAfter).toBeNull()
})

test('a password that others may know does not sign in any more; its person gets the way to a new one', async () => {
  await app.services.store.users.update(alice.id, { passwordCompromisedAt: app.services.clock.now() })
  const unknown = await attempt('alice', 'wrong')
  expect([unknown.status, (await mail.to('alice@example.com')).length]).toEqual([401, 0])
  const refused = await attempt('alice')
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('Others may know this password')])
  const choose = await app.browser().open(await mail.link('alice@example.com'))
  await choose.submit({ password: 'another quiet harbour' })
  expect(isSignedIn(await allow(await attempt('alice', 'another quiet harbour')))).toBe(true)
})

test('a password that was hashed more weakly elsewhere is hashed anew when it is typed', async () => {
  const { store } = app.services
  const { argon2id, hash } = await import('argon2')
  const weak = await hash(password, { type: argon2id, memoryCost: 1024, timeCost: 1, parallelism: 1 })
  await store.users.update(alice.id, { passwordHash: weak })
  expect(isSignedIn(await allow(await attempt('alice')))).toBe(true)
  const { passwordHash } = await store.users.get(alice.id)
  expect(passwordHash).toContain('m=19456')
  expect(isSignedIn(await allow(await attempt('alice')))).toBe(true)
  expect((await store.users.get(alice.id)).passwordHash).toBe(passwordHash)
})
