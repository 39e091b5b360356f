import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startApp, type TestApp, type TestClient } from '../support/app.ts'
import type { Page } from '../support/browser.ts'
import { allow, isSignedIn, openSignIn, uidOf } from '../support/interaction.ts'
import { mailbox } from '../support/mailbox.ts'

const secret = 'every quiet harbour'
const person = { email: 'ada@example.com', name: 'Ada King Lovelace', password: secret }

let app: TestApp
let client: TestClient
let mail: ReturnType<typeof mailbox>

beforeAll(async () => {
  app = await startApp()
  mail = mailbox(app.services)
})
beforeEach(async () => {
  await app.reset()
  client = await app.createClient()
})
afterAll(() => app.close())

async function openSignUp(browser = app.browser()): Promise<Page> {
  return openSignIn(app, client, { browser, params: { prompt: 'create' } })
}

test('prompt=create opens the sign-up; the mailed code makes the account and leads back to the application', async () => {
  const verify = await (await openSignUp()).submit(person)
  expect(verify.url.pathname).toMatch(/\/verify$/)
  expect(verify.text).toContain('ada@example.com')
  expect(await app.services.store.users.findByEmail('ada@example.com')).toBeUndefined()

  const done = await allow(await verify.submit({ code: await mail.code('ada@example.com') }))
  expect(isSignedIn(done)).toBe(true)
  const user = await app.services.store.users.findByEmail('ADA@example.com')
  expect(user).toMatchObject({
    firstName: 'Ada',
    lastName: 'King Lovelace',
    username: null,
    isAdmin: false,
    locale: 'en',
  })
  expect(user?.emails).toMatchObject([{ address: 'ada@example.com', verifiedAt: expect.any(Date) }])
})

test('the new password signs in, typed with composed or decomposed letters', async () => {
  const password = 'un café très noir'
  const verify = await (await openSignUp()).submit({ ...person, password: password.normalize('NFD') })
  await verify.submit({ code: await mail.code('ada@example.com') })
  const done = await (await openSignIn(app, client)).submit({
    identifier: 'ada@example.com',
    password: password.normalize('NFC'),
  })
  expect(isSignedIn(await allow(done))).toBe(true)
})

test('a user name is optional, signs in, and is taken only once', async () => {
  const verify = await (await openSignUp()).submit({ ...person, username: 'Ada.L' })
  await verify.submit({ code: await mail.code('ada@example.com') })
  const done = await (await openSignIn(app, client)).submit({ identifier: 'ada.l', password: secret })
  expect(isSignedIn(await allow(done))).toBe(true)

  const again = await (await openSignUp()).submit({ ...person, email: 'other@example.com', username: 'ADA.l' })
  expect([again.status, again.text]).toEqual([409, expect.stringContaining('taken')])
})

test('the link of the mail proves the address too: opening it does nothing, its button makes the account, once', async () => {
  const browser = app.browser()
  const verify = await (await openSignUp(browser)).submit(person)
  const link = await mail.link('ada@example.com')
  const phone = app.browser()
  await phone.request(link, { method: 'HEAD' })
  const page = await phone.open(link)
  expect(page.response.headers.get('referrer-policy')).toBe('no-referrer')
  expect(await app.services.store.users.findByEmail('ada@example.com')).toBeUndefined()

  const confirmed = await page.submit({}, { headers: { origin: 'null' } })
  expect(confirmed.text).toContain('Your account is ready')
  expect(await app.services.store.users.findByEmail('ada@example.com')).toBeDefined()
  expect([...phone.cookies.keys()]).toEqual([])
  expect((await page.submit()).status).toBe(409)

  const done = await allow(await browser.open(verify.url.href))
  expect(isSignedIn(done)).toBe(true)
})

test('the link of somebody else leaves whoever is signed in here alone', async () => {
  const bob = await app.createUser('bob@example.com')
  const bobs = app.browser()
  await (await openSignIn(app, client, { browser: bobs })).submit({
    identifier: 'bob@example.com',
    password: 'correct horse battery staple',
  })
  await (await openSignUp()).submit(person)
  const confirmed = await (await bobs.open(await mail.link('ada@example.com'))).submit()
  expect(confirmed.status).toBe(200)
  expect((await app.services.store.users.get(bob.id)).emails).toHaveLength(1)
  const again = await openSignIn(app, client, { browser: bobs })
  expect(again.html).not.toContain('name="password"')
})

test('an address that has an account gets the same page and another mail', async () => {
  await app.createUser('known@example.com')
  const pages = await Promise.all(
    ['known@example.com', 'fresh@example.com'].map(async (email) => {
      const page = await (await openSignUp()).submit({ ...person, email })
      return {
        status: page.status,
        html: page.html.replaceAll(email, '').replaceAll(/\/interaction\/[\w-]+/g, ''),
        headers: [...page.response.headers.keys()].sort(),
      }
    }),
  )
  expect(pages[0]).toEqual(pages[1])
  expect((await mail.to('known@example.com')).map(({ template }) => template)).toEqual(['known-address'])
  expect((await mail.to('fresh@example.com')).map(({ template }) => template)).toEqual(['verify-address'])
})

test('no code makes a second account for an address, not even the right digits', async () => {
  await app.createUser('known@example.com')
  const verify = await (await openSignUp()).submit({ ...person, email: 'known@example.com' })
  const [letter] = await mail.all()
  const refused = await verify.submit({ code: letter?.values['code'] ?? '' })
  expect(refused.status).not.toBe(200)
  expect(await app.services.store.users.count()).toBe(1)
})

test('an address that somebody else never proved goes to the one who proves it', async () => {
  const squatter = await app.createUser('squatter@example.com')
  const { store, clock } = app.services
  await store.emails.create({
    id: 'idn_x',
    userId: squatter.id,
    address: person.email,
    verifiedAt: null,
    createdAt: clock.now(),
  })
  const verify = await (await openSignUp()).submit(person)
  await verify.submit({ code: await mail.code(person.email) })
  const user = await store.users.findByEmail(person.email)
  expect(user?.id).not.toBe(squatter.id)
  expect((await store.users.get(squatter.id)).emails).toHaveLength(1)
})

test('of twenty people with the same code at once one gets the account', async () => {
  const verify = await (await openSignUp()).submit(person)
  const code = await mail.code(person.email)
  const answers = await Promise.all(Array.from({ length: 20 }, () => verify.submit({ code })))
  expect(answers.filter((page) => page.status === 200 || isSignedIn(page)).length).toBeGreaterThanOrEqual(1)
  expect(await app.services.store.users.count()).toBe(1)
  const events = await app.services.store.audit.list({ limit: 50 })
  expect(events.filter(({ type }) => type === 'user.created')).toHaveLength(1)
})

test('a new code ends the one before it', async () => {
  const verify = await (await openSignUp()).submit(person)
  const first = await mail.code(person.email)
  app.advance(1)
  const again = await verify.submit({}, { button: 'Send a new code' })
  expect(again.text).toContain('on its way')
  const second = await mail.code(person.email)
  const refused = await again.submit({ code: first === second ? '000000' : first })
  expect([refused.status, refused.text]).toEqual([401, expect.stringContaining('not right')])
  expect(isSignedIn(await allow(await refused.submit({ code: second })))).toBe(true)
})

test.each([
  ['too short', { password: 'short' }, 'too short'],
  ['common', { password: 'passwordpassword' }, 'tried first'],
  ['made of the address', { email: 'kilimanjaro@example.com', password: 'kilimanjaro-42' }, 'contains'],
])('a password that is %s is refused with the reason and not shown again', async (_name, change, words) => {
  const page = await (await openSignUp()).submit({ ...person, ...change })
  expect([page.status, page.text]).toEqual([422, expect.stringContaining(words)])
  expect(page.html).not.toContain(`value="${change.password}"`)
  expect(page.root.querySelector('input[name=name]')?.getAttribute('value')).toBe(person.name)
})

test.each([
  'a@x.test,m@y.test',
  'ada@example.com\r\nBcc: mallory@example.com',
  '"x" <a@x.test>',
  'a＠x.test',
  `${'a'.repeat(320)}@x.test`,
  '',
])('%j is not an address', async (email) => {
  const page = await (await openSignUp()).submit({ ...person, email })
  expect(page.status).toBe(400)
  expect(await mail.all()).toEqual([])
})

test('a repeated field and other shapes are refused', async () => {
  const browser = app.browser()
  const action = `/interaction/${uidOf(await openSignUp(browser))}/sign-up`
  for (const body of [
    'email=a@x.test&email=m@y.test',
    'email[]=a@x.test',
    'email[not]=null',
    'email=%00',
    '__proto__[email]=a@x.test',
  ]) {
    const answer = await browser.open(action, {
      method: 'POST',
      body: `${body}&password=${encodeURIComponent(secret)}`,
      headers: { origin: app.origin, 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect([body, answer.status]).toEqual([body, 400])
  }
  expect(await mail.all()).toEqual([])
})

test('names keep their letters and lose what turns text around', async () => {
  const name = 'Zoë\u202eevil\u202c <b>x</b> {{7*7}}\n\u0000'
  const verify = await (await openSignUp()).submit({ ...person, name })
  await verify.submit({ code: await mail.code(person.email) })
  const user = await app.services.store.users.findByEmail(person.email)
  expect(`${user?.firstName} ${user?.lastName}`).toBe('Zoë evil <b>x</b> {{7*7}}')
})

test('the account gets nothing that the form does not ask for', async () => {
  const extra = {
    role: 'admin',
    isAdmin: 'true',
    emailVerified: 'true',
    id: 'user_x',
    groups: 'admins',
    externalId: 'x',
  }
  const verify = await (await openSignUp()).submit({ ...person, ...extra })
  await verify.submit({ code: await mail.code(person.email) })
  const user = await app.services.store.users.findByEmail(person.email)
  expect(user).toMatchObject({ isAdmin: false, groups: [], externalId: null, privateMetadata: {} })
})

test('the code of one sign-up is nothing in another browser', async () => {
  const first = await (await openSignUp()).submit(person)
  const stranger = await (await openSignUp()).submit({ ...person, email: 'mallory@example.com' })
  const code = await mail.code(person.email)
  const refused = await stranger.submit({ code: code === (await mail.code('mallory@example.com')) ? '000000' : code })
  expect(refused.status).toBe(401)
  expect(isSignedIn(await allow(await first.submit({ code })))).toBe(true)
})
