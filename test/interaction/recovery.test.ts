import * as client from 'openid-client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { User } from '../../src/store/users.ts'
import { password, startApp, type TestApp, type TestClient } from '../support/app.ts'
import type { Page } from '../support/browser.ts'
import { allow, isSignedIn, openSignIn } from '../support/interaction.ts'
import { mailbox } from '../support/mailbox.ts'
import { enrolTotp } from '../support/people.ts'
import { relyingParty } from '../support/relying-party.ts'

const chosen = 'another quiet harbour'

let app: TestApp
let alice: User
let mail: ReturnType<typeof mailbox>

beforeAll(async () => {
  app = await startApp()
  mail = mailbox(app.services)
})
beforeEach(async () => {
  await app.reset()
  alice = await app.createUser()
})
afterAll(() => app.close())

async function forget(email = 'alice@example.com'): Promise<Page> {
  app.advance(1)
  return (await app.browser().open('/recover')).submit({ email })
}

test('from a sign-in: the mailed link leads to a new password and back into the same sign-in', async () => {
  const application: TestClient = await app.createClient()
  const browser = app.browser()
  const signIn = await openSignIn(app, application, { browser })
  const recover = await browser.open(signIn.root.querySelector('a[href^="/recover"]')?.getAttribute('href') ?? '')
  const sent = await recover.submit({ email: 'alice@example.com' })
  expect(sent.text).toContain('Check your email')

  const choose = await browser.open(await mail.link('alice@example.com'))
  expect(choose.text).toContain('alice@example.com')
  const back = await choose.submit({ password: chosen })
  expect(back.text).toContain('Your password is changed')
  const done = await back.submit({ identifier: 'alice@example.com', password: chosen })
  expect(isSignedIn(await allow(done))).toBe(true)
  const old = await (await openSignIn(app, application)).submit({ identifier: 'alice@example.com', password })
  expect(old.status).toBe(401)
})

test('known and unknown addresses get the same answer; only the known one gets mail', async () => {
  const answers = await Promise.all(
    ['alice@example.com', 'nobody@example.com'].map(async (email) => {
      const page = await forget(email)
      return {
        status: page.status,
        html: page.html.replaceAll(email, ''),
        headers: [...page.response.headers.keys()].sort(),
      }
    }),
  )
  expect(answers[0]).toEqual(answers[1])
  expect(await mail.to('alice@example.com')).toMatchObject([{ template: 'reset-password' }])
  expect(await mail.to('nobody@example.com')).toEqual([])
})

test('the link names the issuer whatever the request claims', async () => {
  const evil = {
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'gopher',
    'x-forwarded-port': '666',
    forwarded: 'host=evil.example;proto=http',
    'x-host': 'evil.example',
    'x-original-host': 'evil.example',
  }
  await (await app.browser().open('/recover')).submit({ email: 'alice@example.com' }, { headers: evil })
  const { url = '' } = (await mail.newest('alice@example.com')).values
  expect(new URL(url).origin).toBe(app.origin)
})

test('the page tells nobody where it is, loads nothing from elsewhere, and looking at it uses nothing up', async () => {
  await forget()
  const link = await mail.link('alice@example.com')
  const browser = app.browser()
  for (let round = 0; round < 3; round += 1) await browser.request(link, { method: 'HEAD' })
  await browser.open(link)
  const page = await browser.open(link)
  expect(page.response.headers.get('referrer-policy')).toBe('no-referrer')
  const loads = page.root
    .querySelectorAll('[src],link[href]')
    .map((element) => element.getAttribute('src') ?? element.getAttribute('href') ?? '')
  expect(loads.filter((address) => !address.startsWith('/'))).toEqual([])
  expect((await page.submit({ password: chosen }, { headers: { origin: 'null' } })).text).toContain(
    'Your password is changed',
  )
})

test('a link works once, also for ten at the same time', async () => {
  await forget()
  const page = await app.browser().open(await mail.link('alice@example.com'))
  const answers = await Promise.all(Array.from({ length: 10 }, () => page.submit({ password: chosen })))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect((await page.submit({ password: 'yet another harbour' })).text).toContain('no longer works')
  const told = (await mail.to('alice@example.com')).filter(({ template }) => template === 'password-changed')
  expect(told).toHaveLength(1)
})

test('a newer link ends the older one, and half an hour ends both', async () => {
  await forget()
  const older = await mail.link('alice@example.com')
  await forget()
  const newer = await mail.link('alice@example.com')
  expect((await app.browser().open(older)).text).toContain('no longer works')
  expect((await app.browser().open(newer)).text).toContain('Choose a new password')
  app.advance(1801)
  expect((await app.browser().open(newer)).text).toContain('no longer works')
})

test('a weak new password is refused without using the link up', async () => {
  await forget()
  const page = await app.browser().open(await mail.link('alice@example.com'))
  const refused = await page.submit({ password: 'passwordpassword' })
  expect(refused.status).toBe(422)
  expect((await refused.submit({ password: chosen })).status).toBe(200)
})

test('a new password ends sessions, refresh tokens and trusted devices, and leaves the second step in place', async () => {
  const application = await app.createClient()
  const rp = await relyingParty(app, application)
  const browser = app.browser()
  const tokens = await rp.signIn({ browser })
  const { code } = await enrolTotp(app, alice)
  const trusted = app.browser()
  const half = await (await openSignIn(app, application, { browser: trusted })).submit({
    identifier: 'alice@example.com',
    password,
  })
  await half.submit({ code: code(), trust: 'true' })
  app.advance(60)

  await forget()
  await (await app.browser().open(await mail.link('alice@example.com'))).submit({ password: chosen })
  await expect(client.refreshTokenGrant(rp.config, tokens.refresh_token ?? '')).rejects.toMatchObject({
    error: 'invalid_grant',
  })
  await expect(client.fetchUserInfo(rp.config, tokens.access_token, alice.id)).rejects.toThrow()
  for (const each of [browser, trusted]) {
    const page = await openSignIn(app, application, { browser: each })
    const second = await page.submit({ identifier: 'alice@example.com', password: chosen })
    expect(second.text).toContain('authenticator')
  }
  expect((await mail.to('alice@example.com')).map(({ template }) => template)).toContain('password-changed')
})

test('an account without a password gets its first one this way; a banned one gets nothing', async () => {
  const { store, clock } = app.services
  await store.users.update(alice.id, { passwordHash: null })
  await forget()
  await (await app.browser().open(await mail.link('alice@example.com'))).submit({ password: chosen })
  expect((await store.users.get(alice.id)).passwordHash).toMatch(/^\$argon2id\$/)

  await forget()
  const link = await mail.link('alice@example.com')
  await store.users.update(alice.id, { bannedAt: clock.now() })
  expect((await (await app.browser().open(link)).submit({ password: 'yet another harbour' })).status).toBe(401)
  const before = (await mail.to('alice@example.com')).length
  await forget()
  expect(await mail.to('alice@example.com')).toHaveLength(before)
})

test.each([
  'email=a@x.test&email=alice@example.com',
  'email[]=alice@example.com',
  'email[not]=x',
  'email=alice@example.com%0d%0aBcc:m@y.test',
])('"%s" is refused and reaches nobody', async (body) => {
  const answer = await app.browser().request('/recover', {
    method: 'POST',
    body,
    headers: { origin: app.origin, 'content-type': 'application/x-www-form-urlencoded' },
  })
  expect(answer.status).toBe(400)
  expect(await mail.all()).toEqual([])
})

test('a form from another site is refused', async () => {
  await forget()
  const page = await app.browser().open(await mail.link('alice@example.com'))
  const cases: Record<string, string>[] = [
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { origin: 'null', 'sec-fetch-site': 'cross-site' },
    { origin: 'null', 'sec-fetch-site': '' },
    { origin: app.origin, 'sec-fetch-site': 'same-site' },
  ]
  for (const headers of cases) expect((await page.submit({ password: chosen }, { headers })).status).toBe(403)
  expect((await page.submit({ password: chosen })).status).toBe(200)
})
