import { TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { requireSecondFactor } from '../../src/core/sign-in/second-factor-policy.ts'
import type { User } from '../../src/store/users.ts'
import { password, startApp, type TestApp, type TestClient } from '../support/app.ts'
import type { Browser, Page } from '../support/browser.ts'
import { allow, isSignedIn, openSignIn, uidOf } from '../support/interaction.ts'
import { mailbox } from '../support/mailbox.ts'
import { type AuthenticatorApp, enrolPasskey, enrolTotp } from '../support/people.ts'
import { relyingParty } from '../support/relying-party.ts'

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

async function firstStep(browser: Browser = app.browser(), params: Record<string, string> = {}): Promise<Page> {
  const page = await openSignIn(app, client, { browser, params })
  return page.submit({ identifier: 'alice@example.com', password })
}

/** Posts the second step as it is, without following. */
function post(browser: Browser, page: Page, fields: Record<string, string>): Promise<Response> {
  return browser.request(`/interaction/${uidOf(page)}/factor`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: app.origin },
  })
}

test('with an authenticator app the password alone does not suffice, and its code completes the sign-in', async () => {
  const authenticator = await enrolTotp(app, alice)
  const page = await firstStep()
  expect(page.text).toContain('One more step')
  expect(isSignedIn(await allow(await page.submit({ code: authenticator.code() })))).toBe(true)
})

test('the second step cannot be skipped, and is nothing without the first', async () => {
  await enrolTotp(app, alice)
  const browser = app.browser()
  const page = await firstStep(browser)
  for (const path of ['/enrol/done', '/enrol', '/verify', '/consent', '/account', '/code/check']) {
    const answer = await browser.open(`/interaction/${uidOf(page)}${path}`, {
      method: 'POST',
      body: new URLSearchParams({ code: '000000', consented: 'true', account: alice.id }),
      headers: { origin: app.origin },
    })
    expect([path, isSignedIn(answer)]).toEqual([path, false])
  }
  const fresh = await openSignIn(app, client)
  const early = await app.browser().open(`/interaction/${uidOf(fresh)}/factor`)
  expect(early.html).not.toContain('name="code"')
})

test('a code counts once, also of ten at the same time', async () => {
  const { code } = await enrolTotp(app, alice)
  const used = code()
  const browsers = Array.from({ length: 4 }, () => app.browser())
  const pages = await Promise.all(browsers.map((browser) => firstStep(browser)))
  const answers = await Promise.all(
    pages.map((page, index) => post(browsers[index] ?? app.browser(), page, { factor: 'totp', code: used })),
  )
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
  expect((await (await firstStep()).submit({ code: used })).status).toBe(401)
})

test('clocks may differ by a step, not by three', async () => {
  const { code } = await enrolTotp(app, alice)
  expect((await (await firstStep()).submit({ code: code(-90) })).status).toBe(401)
  expect((await (await firstStep()).submit({ code: code(90) })).status).toBe(401)
  expect(isSignedIn(await allow(await (await firstStep()).submit({ code: code(-30) })))).toBe(true)
  expect(isSignedIn(await allow(await (await firstStep()).submit({ code: code(30) })))).toBe(true)
})

test('five wrong codes end the round; the sign-in starts over', async () => {
  const { code } = await enrolTotp(app, alice)
  let page = await firstStep()
  for (let round = 0; round < 5; round += 1) page = await page.submit({ code: '000000' })
  expect([page.status, page.html.includes('name="code"')]).toEqual([401, true])
  const over = await page.submit({ code: code() })
  expect([over.status, over.html.includes('name="password"')]).toEqual([401, true])
  expect(over.text).toContain('too many wrong codes')
  const again = await over.submit({ identifier: 'alice@example.com', password })
  expect(isSignedIn(await allow(await again.submit({ code: code() })))).toBe(true)
})

test('a recovery code opens the account once, also of ten at the same time, and its person is told', async () => {
  const { recoveryCodes } = await enrolTotp(app, alice)
  expect(new Set(recoveryCodes).size).toBe(10)
  const [first = '', second = ''] = recoveryCodes
  const pages = await Promise.all(Array.from({ length: 5 }, () => firstStep()))
  const answers = await Promise.all(pages.map((page) => page.submit({ factor: 'recovery', code: first })))
  expect(answers.filter((page) => page.status === 200)).toHaveLength(1)
  expect((await mailbox(app.services).to('alice@example.com')).map(({ values }) => values['change'])).toContain(
    'recovery-code-used',
  )

  const spaced = ` ${second.replace('-', ' ').toUpperCase()} `
  const page = await (await firstStep()).submit({ factor: 'recovery', code: spaced })
  expect(isSignedIn(await allow(page))).toBe(true)
  expect(await app.services.store.recoveryCodes.countLeft(alice.id)).toBe(8)
})

test('a passkey is taken as the second step, but only one of the same person', async () => {
  await enrolTotp(app, alice)
  const own = await enrolPasskey(app, alice)
  const foreign = await enrolPasskey(app, await app.createUser('bob@example.com'))
  const browser = app.browser()
  const page = await browser.open(`/interaction/${uidOf(await firstStep(browser))}/factor?factor=passkey`)
  const ask = async () => {
    const answer = await browser.request(`/interaction/${uidOf(page)}/factor/options`, {
      method: 'POST',
      headers: { origin: app.origin },
    })
    return (await answer.json()) as { challenge: string; rpId: string; allowCredentials: { id: string }[] }
  }
  const options = await ask()
  expect(options.allowCredentials.map(({ id }) => id)).toEqual([own.credentialId])
  expect((await page.submit({ credential: foreign.get(options) })).status).toBe(401)
  const done = await page.submit({ credential: own.get(await ask(), { verified: false, userHandle: null }) })
  expect(isSignedIn(await allow(done))).toBe(true)
})

test('a passkey that verifies its person is two factors by itself', async () => {
  await enrolTotp(app, alice)
  const passkey = await enrolPasskey(app, alice)
  const browser = app.browser()
  const page = await openSignIn(app, client, { browser })
  const answer = await browser.request(`/interaction/${uidOf(page)}/passkey/options`, {
    method: 'POST',
    headers: { origin: app.origin },
  })
  const credential = passkey.get((await answer.json()) as { challenge: string; rpId: string })
  expect(isSignedIn(await allow(await page.submit({ credential }, { button: 'passkey' })))).toBe(true)
})

test('a code by mail is a way in, not a second step', async () => {
  await enrolTotp(app, alice)
  const page = await openSignIn(app, client)
  const asked = await page.submit({ identifier: 'alice@example.com' }, { button: 'Email me a code' })
  const next = await asked.submit({ code: await mailbox(app.services).code('alice@example.com') })
  expect(next.text).toContain('authenticator')
})

test('a device its person trusts is not asked again for thirty days; without asking for it, it is', async () => {
  const { code } = await enrolTotp(app, alice)
  const browser = app.browser()
  await (await firstStep(browser)).submit({ code: code(), trust: 'true' })
  const again = await openSignIn(app, client, { browser, params: { prompt: 'login' } })
  expect((await allow(await again.submit({ identifier: 'alice@example.com', password }))).text).not.toContain(
    'authenticator',
  )
  expect((await firstStep()).text).toContain('authenticator')

  app.advance(30 * 86_400 + 1)
  expect((await firstStep(browser)).text).toContain('authenticator')
})

test('an administrator is always asked', async () => {
  await app.services.store.users.update(alice.id, { isAdmin: true })
  const { code } = await enrolTotp(app, alice)
  const browser = app.browser()
  const page = await firstStep(browser)
  expect(page.html).not.toContain('name="trust"')
  await page.submit({ code: code(), trust: 'true' })
  app.advance(60)
  const again = await openSignIn(app, client, { browser, params: { prompt: 'login' } })
  expect((await again.submit({ identifier: 'alice@example.com', password })).text).toContain('authenticator')
})

test('an application that needs a second step has people set one up, with recovery codes shown once', async () => {
  await app.services.store.clients.update(client.id, { secondFactorRequired: true })
  const browser = app.browser()
  const page = await firstStep(browser)
  expect(page.text).toContain('asks for a second step')
  expect(page.root.querySelector('img.qr')?.getAttribute('src')).toMatch(/^data:image\/svg\+xml;base64,/)
  const key = page.root.querySelector('.secret')?.textContent.replaceAll(/\s/g, '') ?? ''
  expect((await browser.open(page.url.href)).root.querySelector('.secret')?.textContent.replaceAll(/\s/g, '')).toBe(key)

  const wrong = await page.submit({ code: '000000' })
  expect(wrong.status).toBe(401)
  const kept = await wrong.submit({
    code: new TOTP({ secret: key }).generate({ timestamp: app.services.clock.now().getTime() }),
  })
  expect(kept.root.querySelectorAll('.codes li')).toHaveLength(10)
  expect((await browser.open(page.url.href)).html).not.toContain(key)
  expect(isSignedIn(await allow(await kept.submit()))).toBe(true)
  expect((await app.services.store.users.get(alice.id)).totpEnabledAt).not.toBeNull()
})

test('where everybody needs a second step, a passkey will do as one', async () => {
  await requireSecondFactor(app.services, true)
  await enrolPasskey(app, alice)
  const page = await firstStep()
  expect(page.html).toContain('data-passkey="get"')
})

async function claimsOf(params: Record<string, string>, steps: (page: Page) => Promise<Page>) {
  const rp = await relyingParty(app, client)
  const { checks, page } = await rp.authorize({ params, email: 'alice@example.com' })
  const last = await allow(await steps(page))
  const { authorizationCodeGrant } = await import('openid-client')
  const tokens = await authorizationCodeGrant(rp.config, last.url, { ...checks, idTokenExpected: true })
  return tokens.claims()
}

async function withCode(authenticator: AuthenticatorApp, page: Page): Promise<Page> {
  return page.html.includes('name="code"') ? page.submit({ code: authenticator.code() }) : page
}

test('the ID token tells truthfully how the person signed in', async () => {
  expect(await claimsOf({}, async (page) => page)).toMatchObject({ acr: 'urn:latchkey:pwd', amr: ['pwd'] })
  const authenticator = await enrolTotp(app, alice)
  expect(await claimsOf({}, (page) => withCode(authenticator, page))).toMatchObject({
    acr: 'urn:latchkey:mfa',
    amr: ['pwd', 'otp', 'mfa'],
  })
})

test('an application that asks for more than the session shows gets it, and only then', async () => {
  const authenticator = await enrolTotp(app, alice)
  const browser = app.browser()
  await allow(await (await firstStep(browser)).submit({ code: authenticator.code(), trust: 'true' }))
  app.advance(60)
  const plain = await openSignIn(app, client, { browser, params: { prompt: 'login' } })
  await allow(await plain.submit({ identifier: 'alice@example.com', password }))

  const params = { acr_values: 'urn:latchkey:mfa' }
  const silent = await openSignIn(app, client, { browser, params: { ...params, prompt: 'none' } })
  expect(silent.url.searchParams.get('error')).toBe('login_required')
  const asked = await openSignIn(app, client, { browser, params })
  expect(asked.root.querySelector('input[name=identifier]')?.getAttribute('value')).toBe('alice@example.com')
  const second = await asked.submit({ password })
  expect(second.text).toContain('authenticator')
  expect(isSignedIn(await allow(await second.submit({ code: authenticator.code() })))).toBe(true)
  expect(isSignedIn(await openSignIn(app, client, { browser, params }))).toBe(true)
})

test('who has no second step is not asked in vain, and the ID token says so', async () => {
  const browser = app.browser()
  await allow(await firstStep(browser))
  expect(isSignedIn(await openSignIn(app, client, { browser, params: { acr_values: 'phr urn:latchkey:mfa' } }))).toBe(
    true,
  )
  expect(await claimsOf({ acr_values: 'urn:latchkey:mfa' }, async (page) => page)).toMatchObject({
    acr: 'urn:latchkey:pwd',
  })
})

test('an application that needs a second step does not take a session without one', async () => {
  const browser = app.browser()
  await allow(await firstStep(browser))
  await app.services.store.clients.update(client.id, { secondFactorRequired: true })
  const page = await openSignIn(app, client, { browser })
  expect(page.html).toContain('name="password"')
})
