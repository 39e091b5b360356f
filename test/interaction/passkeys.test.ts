import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addPasskey } from '../../src/core/factors/passkeys/add-passkey.ts'
import { offerPasskey } from '../../src/core/factors/passkeys/begin-passkey.ts'
import type { User } from '../../src/store/users.ts'
import { startApp, type TestApp, type TestClient } from '../support/app.ts'
import { Authenticator, type Lies } from '../support/authenticator.ts'
import type { Browser, Page } from '../support/browser.ts'
import { allow, isSignedIn, openSignIn, uidOf } from '../support/interaction.ts'
import { mailbox } from '../support/mailbox.ts'
import { enrolPasskey, someVisit } from '../support/people.ts'

let app: TestApp
let client: TestClient
let alice: User

beforeAll(async () => {
  app = await startApp()
})
beforeEach(async () => {
  await app.reset()
  client = await app.createClient()
  alice = await app.createUser()
})
afterAll(() => app.close())

interface Ceremony {
  readonly browser: Browser
  readonly page: Page
  readonly options: { challenge: string; rpId?: string; userVerification?: string; allowCredentials?: unknown[] }
  finish(credential: string): Promise<Page>
}

/** What a browser does when the button is pressed: asks for options, then posts what the authenticator says. */
async function begin(browser = app.browser()): Promise<Ceremony> {
  const page = await openSignIn(app, client, { browser })
  const answer = await browser.request(`/interaction/${uidOf(page)}/passkey/options`, {
    method: 'POST',
    headers: { origin: app.origin },
  })
  const options = (await answer.json()) as Ceremony['options']
  const finish = async (credential: string) => page.submit({ credential }, { button: 'passkey' })
  return { browser, page, options, finish }
}

test('a passkey signs a person in by itself, whoever they are', async () => {
  const passkey = await enrolPasskey(app, alice)
  const { options, finish } = await begin()
  expect(options).toMatchObject({ rpId: '127.0.0.1', userVerification: 'required', allowCredentials: [] })
  expect(isSignedIn(await allow(await finish(passkey.get(options))))).toBe(true)
  const [stored] = await app.services.store.passkeys.listByUser(alice.id)
  expect(stored?.lastUsedAt).toEqual(app.services.clock.now())
})

test('making one tells the person by mail', async () => {
  await enrolPasskey(app, alice)
  expect(await mailbox(app.services).newest('alice@example.com')).toMatchObject({
    template: 'factor-changed',
    values: { change: 'passkey-added' },
  })
})

test('an answer is taken once, also of ten at the same time', async () => {
  const passkey = await enrolPasskey(app, alice)
  const { browser, page, options } = await begin()
  const credential = passkey.get(options)
  const post = () =>
    browser.request(`/interaction/${uidOf(page)}/passkey`, {
      method: 'POST',
      body: new URLSearchParams({ credential }),
      headers: { origin: app.origin },
    })
  const answers = await Promise.all(Array.from({ length: 10 }, post))
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(9)
})

test('a challenge of another sign-in, an old one and one of the browser itself are refused', async () => {
  const passkey = await enrolPasskey(app, alice)
  const elsewhere = await begin()
  const here = await begin()
  expect((await here.finish(passkey.get(elsewhere.options))).status).toBe(401)
  expect((await here.finish(passkey.get(here.options, { challenge: 'A'.repeat(43) }))).status).toBe(401)

  const late = await begin()
  app.advance(301)
  expect((await late.finish(passkey.get(late.options))).status).toBe(401)
})

test.each<[string, Lies]>([
  ['another origin', { origin: 'https://evil.example' }],
  ['another host', { rpId: 'evil.example' }],
  ['another ceremony', { type: 'webauthn.create' }],
  ['nobody present', { present: false }],
  ['nobody verified', { verified: false }],
  ['an unknown key', { id: 'AAAAAAAAAAAAAAAAAAAAAA' }],
  ['no user handle', { userHandle: null }],
  ["another person's handle", { userHandle: Buffer.from('user_somebody').toString('base64url') }],
])('an answer with %s is refused, in the same words', async (_name, lies) => {
  const passkey = await enrolPasskey(app, alice)
  const { options, finish } = await begin()
  const refused = await finish(passkey.get(options, lies))
  expect([refused.status, refused.text]).toEqual([401, expect.stringContaining('did not open an account')])
})

test('a key of another device with the right name is refused', async () => {
  const passkey = await enrolPasskey(app, alice)
  const forger = new Authenticator(app.origin)
  forger.userHandle = passkey.userHandle
  const { options, finish } = await begin()
  expect((await finish(forger.get(options, { id: passkey.credentialId }))).status).toBe(401)
})

test('the options are the same for everybody', async () => {
  await enrolPasskey(app, alice)
  const one = await begin()
  const other = await begin()
  expect({ ...one.options, challenge: '' }).toEqual({ ...other.options, challenge: '' })
})

test('a counter that goes back is refused and recorded', async () => {
  const passkey = await enrolPasskey(app, alice)
  const first = await begin()
  expect(isSignedIn(await allow(await first.finish(passkey.get(first.options, { counter: 7 }))))).toBe(true)
  const second = await begin()
  expect((await second.finish(passkey.get(second.options, { counter: 7 }))).status).toBe(401)
  const events = await app.services.store.audit.list({ limit: 50 })
  expect(events.map(({ type }) => type)).toContain('passkey.counter-went-back')
})

test('a banned person is refused like anybody unknown', async () => {
  const passkey = await enrolPasskey(app, alice)
  await app.services.store.users.update(alice.id, { bannedAt: app.services.clock.now() })
  const { options, finish } = await begin()
  expect((await finish(passkey.get(options))).status).toBe(401)
})

test('one passkey belongs to one account, and needs a challenge of ours', async () => {
  const { services } = app
  const bob = await app.createUser('bob@example.com')
  const authenticator = new Authenticator(app.origin)
  const options = await offerPasskey(services, { subject: 'test', user: alice })
  const credential: unknown = JSON.parse(authenticator.create(options))
  await addPasskey(services, { user: alice, credential, subject: 'test', visit: someVisit })
  await expect(addPasskey(services, { user: alice, credential, subject: 'test', visit: someVisit })).rejects.toThrow(
    'input.invalid',
  )

  const bobs = await offerPasskey(services, { subject: 'bobs', user: bob })
  const known: unknown = JSON.parse(authenticator.create(bobs))
  await expect(
    addPasskey(services, { user: bob, credential: known, subject: 'bobs', visit: someVisit }),
  ).rejects.toThrow('input.invalid')
  const foreign = await offerPasskey(services, { subject: 'bobs', user: bob })
  const other: unknown = JSON.parse(new Authenticator(app.origin).create(foreign))
  await expect(
    addPasskey(services, { user: bob, credential: other, subject: 'alices', visit: someVisit }),
  ).rejects.toThrow('input.invalid')
  expect(await services.store.passkeys.countByUser(bob.id)).toBe(0)
})

test('nonsense is refused', async () => {
  const { page } = await begin()
  for (const credential of ['', 'x', '[]', 'null', '{"id":{}}', '{"__proto__":{"id":"x"}}']) {
    const refused = await page.submit({ credential }, { button: 'passkey' })
    expect([credential, refused.status >= 400 && refused.status < 500]).toEqual([credential, true])
  }
})
