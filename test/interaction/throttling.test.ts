import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { clearPasswordBudgets } from '../../src/core/limits/password-budgets.ts'
import { verifyPassword } from '../../src/core/passwords/verify-password.ts'
import { AppError } from '../../src/errors.ts'
import type { User } from '../../src/store/users.ts'
import { password, startApp, type TestApp, type TestClient } from '../support/app.ts'
import { Browser, type Page } from '../support/browser.ts'
import { allow, isSignedIn, openSignIn, uidOf } from '../support/interaction.ts'
import { mailbox } from '../support/mailbox.ts'
import { enrolPasskey, enrolTotp, someVisit } from '../support/people.ts'

let app: TestApp
let client: TestClient
let alice: User
let mail: ReturnType<typeof mailbox>

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'on' })
  mail = mailbox(app.services)
})
beforeEach(async () => {
  await app.reset()
  client = await app.createClient()
  alice = await app.createUser('alice@example.com', { username: 'alice' })
})
afterAll(() => app.close())

async function attempt(identifier: string, typed: string, page?: Page): Promise<Page> {
  return (page ?? (await openSignIn(app, client))).submit({ identifier, password: typed })
}

async function failTenTimes(identifier = 'alice@example.com'): Promise<void> {
  const page = await openSignIn(app, client)
  for (let round = 0; round < 10; round += 1)
    expect((await attempt(identifier, `wrong ${round}`, page)).status).toBe(401)
}

test('after ten wrong passwords the right one is refused too, with the time to wait, and others sign in as ever', async () => {
  await app.createUser('bob@example.com')
  await failTenTimes()
  const locked = await attempt('alice@example.com', password)
  expect([locked.status, locked.text]).toEqual([429, expect.stringContaining('the password is resting')])
  const wait = Number(locked.response.headers.get('retry-after'))
  expect(wait).toBeGreaterThan(0)
  expect(wait).toBeLessThanOrEqual(900)
  expect(isSignedIn(await allow(await attempt('bob@example.com', password)))).toBe(true)

  app.advance(wait)
  expect(isSignedIn(await allow(await attempt('alice@example.com', password)))).toBe(true)
})

test('it is one account however it is spelt', async () => {
  const spellings = ['alice@example.com', 'ALICE@EXAMPLE.COM', ' Alice@Example.com ', 'alice', 'ALICE']
  const page = await openSignIn(app, client)
  for (let round = 0; round < 10; round += 1) await attempt(spellings[round % spellings.length] ?? '', 'wrong', page)
  for (const spelling of spellings) expect((await attempt(spelling, password)).status).toBe(429)
})

// A browser would not let the host be named, which the other replicas need.
function post(address: URL, host: string, cookie: string, fields: Record<string, string>): Promise<number | undefined> {
  const type = 'application/x-www-form-urlencoded'
  const headers = { host, cookie, origin: `http://${host}`, 'content-type': type }
  return new Promise((resolve, reject) => {
    const sent = request(address, { method: 'POST', headers }, (answer) => resolve(answer.resume().statusCode))
    sent.on('error', reject).end(new URLSearchParams(fields).toString())
  })
}

test('it is one budget for all replicas and for guesses at the same time', async () => {
  const replicas = await Promise.all(Array.from({ length: 3 }, () => app.replica()))
  const guesses = await Promise.all(
    Array.from({ length: 20 }, async (_each, index) => {
      const browser = app.browser()
      const page = await openSignIn(app, client, { browser })
      const address = new URL(`/interaction/${uidOf(page)}/sign-in`, replicas[index % 3]?.url)
      const cookie = [...browser.cookies.values()].map(({ name, value }) => `${name}=${value}`).join('; ')
      return { address, cookie }
    }),
  )
  const { host } = new URL(app.origin)
  const statuses = await Promise.all(
    guesses.map(({ address, cookie }, index) =>
      post(address, host, cookie, { identifier: 'alice', password: `wrong ${index}` }),
    ),
  )
  expect(statuses.filter((status) => status === 401)).toHaveLength(10)
  expect(statuses.filter((status) => status === 429)).toHaveLength(10)
  expect((await attempt('alice@example.com', password)).status).toBe(429)
  await Promise.all(replicas.map((replica) => replica.close()))
})

test('an account nobody has is locked just the same', async () => {
  await failTenTimes('alice@example.com')
  await failTenTimes('nobody@example.com')
  const [known, unknown] = await Promise.all([attempt('alice@example.com', 'x'), attempt('nobody@example.com', 'x')])
  const shape = (page: Page, email: string) =>
    page.html.replaceAll(email, '').replaceAll(/\/interaction\/[\w-]+|interaction=[\w-]+/g, '')
  expect(known.status).toBe(unknown.status)
  expect(shape(known, 'alice@example.com')).toBe(shape(unknown, 'nobody@example.com'))
  expect(
    (await mail.all())
      .filter(({ template }) => template === 'account-locked')
      .map(({ status }) => status)
      .sort(),
  ).toEqual(['queued', 'withheld'])
})

test('the mail that says so lets the person in again; opening it does nothing', async () => {
  await failTenTimes()
  await attempt('alice@example.com', 'wrong')
  await attempt('alice@example.com', 'wrong')
  expect((await mail.to('alice@example.com')).map(({ template }) => template)).toEqual(['account-locked'])
  const page = await app.browser().open(await mail.link('alice@example.com', 'unlockUrl'))
  expect((await attempt('alice@example.com', password)).status).toBe(429)
  expect((await page.submit()).text).toContain('You may try again')
  expect(isSignedIn(await allow(await attempt('alice@example.com', password)))).toBe(true)
  expect((await page.submit()).status).toBe(409)
})

test('a passkey and a session that is there are not concerned, and the passkey wakes the password', async () => {
  const passkey = await enrolPasskey(app, alice)
  const signedIn = app.browser()
  await allow(await (await openSignIn(app, client, { browser: signedIn })).submit({ identifier: 'alice', password }))
  await failTenTimes()
  expect(isSignedIn(await openSignIn(app, client, { browser: signedIn }))).toBe(true)

  const browser = app.browser()
  const page = await openSignIn(app, client, { browser })
  const answer = await browser.request(`/interaction/${uidOf(page)}/passkey/options`, {
    method: 'POST',
    headers: { origin: app.origin },
  })
  const credential = passkey.get((await answer.json()) as { challenge: string; rpId: string })
  expect(isSignedIn(await allow(await page.submit({ credential }, { button: 'passkey' })))).toBe(true)
  expect(isSignedIn(await allow(await attempt('alice@example.com', password)))).toBe(true)
})

test('right passwords do not count', async () => {
  for (let round = 0; round < 12; round += 1) {
    expect(isSignedIn(await allow(await attempt('alice@example.com', password)))).toBe(true)
  }
})

test('an administrator clears the lock', async () => {
  await failTenTimes()
  await clearPasswordBudgets(app.services, { account: alice.id, streak: true })
  expect(isSignedIn(await allow(await attempt('alice@example.com', password)))).toBe(true)
})

async function refusal(work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
    return 'none'
  } catch (error) {
    return error instanceof AppError ? error.code : String(error)
  }
}

test('after a hundred wrong ones in a row only a new password helps', async () => {
  const visit = (round: number) => ({ ...someVisit, ip: `198.51.100.${round}`, network: `198.51.100.${round}/32` })
  const guess = (round: number, typed: string) =>
    refusal(() => verifyPassword(app.services, { identifier: 'alice', password: typed, visit: visit(round) }))
  for (let round = 0; round < 100; round += 1) {
    if (round % 10 === 0) app.advance(901)
    expect(await guess(round, 'wrong')).toBe('sign-in.refused')
  }
  app.advance(901)
  expect(await guess(101, password)).toBe('rate.limited')
  app.advance(901)
  expect(await guess(102, password)).toBe('rate.limited')

  const choose = await app.browser().open(await mail.link('alice@example.com'))
  expect(choose.text).toContain('Choose a new password')
  await choose.submit({ password: 'another quiet harbour' })
  expect(await guess(103, 'another quiet harbour')).toBe('none')
})

test('one network tries at most fifty passwords a minute, however many accounts it tries them on', async () => {
  const visit = { ...someVisit, ip: '203.0.113.7', network: '203.0.113.0/24' }
  const guess = (index: number) =>
    refusal(() =>
      verifyPassword(app.services, { identifier: `person${index}@example.com`, password: 'Winter2026!', visit }),
    )
  const codes = await Promise.all(Array.from({ length: 60 }, (_each, index) => guess(index)))
  expect(codes.filter((code) => code === 'sign-in.refused')).toHaveLength(50)
  expect(codes.filter((code) => code === 'rate.limited')).toHaveLength(10)
  app.advance(61)
  expect(await guess(61)).toBe('sign-in.refused')
})

test('when too many passwords wait to be hashed, those beyond are refused at once', async () => {
  const many = Array.from({ length: 90 }, (_each, index) =>
    verifyPassword(app.services, {
      identifier: `person${index}@example.com`,
      password: 'x',
      visit: { ...someVisit, ip: `10.0.0.${index}`, network: `10.0.${index}.0/24` },
    }).catch((error: unknown) => error),
  )
  const results = await Promise.all(many)
  const refused = results.filter((error) => error instanceof AppError && error.code === 'server.busy')
  expect(refused.length).toBeGreaterThan(0)
})

test('mails to one address and from one network are bounded, alike for known and unknown addresses', async () => {
  const ask = async (email: string) => (await (await app.browser().open('/recover')).submit({ email })).status
  for (const email of ['alice@example.com', 'nobody@example.com']) {
    const statuses = []
    for (let round = 0; round < 6; round += 1) statuses.push(await ask(email))
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
  }
  const statuses = await Promise.all(Array.from({ length: 30 }, (_each, index) => ask(`someone${index}@example.com`)))
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(10)
  expect((await mail.to('alice@example.com')).length).toBeLessThanOrEqual(5)
})

test('one network makes ten new accounts an hour', async () => {
  const statuses: number[] = []
  for (let round = 0; round < 11; round += 1) {
    const page = await openSignIn(app, client, { params: { prompt: 'create' } })
    statuses.push((await page.submit({ email: `new${round}@example.com`, password: 'every quiet harbour' })).status)
  }
  expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 200))
  expect(statuses[10]).toBe(429)
})

test('new rounds at the second step bring no more than twenty wrong codes an hour', async () => {
  const { code } = await enrolTotp(app, alice)
  let wrong = 0
  for (let round = 0; round < 6; round += 1) {
    let page = await attempt('alice@example.com', password)
    for (let guess = 0; guess < 5; guess += 1) {
      page = await page.submit({ code: '000000' })
      if (page.status === 401 && page.html.includes('name="code"')) wrong += 1
    }
  }
  expect(wrong).toBeLessThanOrEqual(20)
  const page = await attempt('alice@example.com', password)
  expect((await page.submit({ code: code() })).status).toBe(429)
  app.advance(3601)
  const later = await attempt('alice@example.com', password)
  expect(isSignedIn(await allow(await later.submit({ code: code() })))).toBe(true)
})

test('a browser without cookies from us cannot be made to spend for somebody else', async () => {
  const stranger = new Browser(app.origin)
  const page = await openSignIn(app, client)
  const answer = await stranger.request(`/interaction/${uidOf(page)}/sign-in`, {
    method: 'POST',
    body: new URLSearchParams({ identifier: 'alice@example.com', password: 'wrong' }),
    headers: { origin: app.origin },
  })
  expect(answer.status).toBe(303)
  expect(
    await app.services.store.counters.find(`password.account:${alice.id}`, app.services.clock.now()),
  ).toBeUndefined()
})

test('a signed-in person does not learn of many addresses and names whether somebody has them', async () => {
  const browser = app.browser()
  const { href } = (await (await browser.open('/account')).submit({ identifier: 'alice@example.com', password })).url
  expect(new URL(href).pathname).toBe('/account')
  const ask = async (path: string, fields: Record<string, string>) => {
    const body = new URLSearchParams(fields)
    return (await browser.request(path, { method: 'POST', body, headers: { origin: app.origin } })).status
  }
  const bob = await app.createUser('bob@example.com', { username: 'bob' })
  for (let round = 0; round < 10; round += 1)
    expect(await ask('/account/addresses', { email: 'bob@example.com' })).toBe(409)
  expect(await ask('/account/addresses', { email: 'bob@example.com' })).toBe(429)
  expect(await ask('/account/addresses', { email: 'free@example.com' })).toBe(429)

  for (let round = 0; round < 20; round += 1) expect(await ask('/account', { username: 'bob' })).toBe(409)
  expect(await ask('/account', { username: 'bob' })).toBe(429)
  expect(await ask('/account', { username: 'alice', name: 'Alice' })).toBe(303)
  expect((await app.services.store.users.get(bob.id)).username).toBe('bob')
})
