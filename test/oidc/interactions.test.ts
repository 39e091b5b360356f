import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { bySystem } from '../../src/core/audit/author.ts'
import { updateClient } from '../../src/core/clients/update-client.ts'
import { endSignIn } from '../../src/core/sessions/browser/end-sign-in.ts'
import { password, startApp, type TestApp } from '../support/app.ts'
import type { Browser, Page } from '../support/browser.ts'
import { claimsOf, locationOf, passPages, protocol, userinfo } from '../support/protocol.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

const web = async (more = {}) => protocol(app, await app.createClient(more))
const credentials = { identifier: 'alice@example.com', password }
const codeOf = (page: Page) => page.url.searchParams.get('code')

/** Sends the form of a page and stops where the protocol would go on. */
async function submitOnly(page: Page, browser: Browser, values: Record<string, string>): Promise<URL> {
  const form = page.root.querySelector('form')
  const answer = await browser.request(form?.getAttribute('action') ?? '', {
    method: 'POST',
    body: new URLSearchParams(values),
    headers: { origin: app.origin },
  })
  return locationOf(answer)
}

test('the address of an answer gives one code, however often and from wherever it is opened (B21)', async () => {
  await app.createUser()
  const { authorize, request } = await web()
  const browser = app.browser()
  await authorize({}, { browser })
  const login = await browser.open(`/oauth/authorize?${request({ prompt: 'login' })}`)
  const resume = await submitOnly(login, browser, credentials)

  const stranger = await app.browser().request(resume.href)
  expect(stranger.status).toBe(400)
  const answers = await Promise.all(Array.from({ length: 10 }, () => browser.request(resume.href)))
  const [winner, ...others] = answers.sort((one, other) => one.status - other.status)
  expect(winner?.status).toBe(303)
  expect(others.map(({ status }) => status)).toEqual(Array(9).fill(400))
  expect((await browser.request(resume.href)).status).toBe(400)
})

test('two answers to one question of consent make one grant (B22)', async () => {
  const user = await app.createUser()
  const { request, redeem } = await web()
  const browser = app.browser()
  const login = await browser.open(`/oauth/authorize?${request()}`)
  const consent = await login.submit(credentials)
  const twice = await Promise.all([1, 2].map(() => submitOnly(consent, browser, { consented: 'true' })))
  const answers = await Promise.all(twice.map(({ href }) => browser.request(href)))
  const codes = answers.flatMap((answer) =>
    answer.status === 303 ? [locationOf(answer).searchParams.get('code')] : [],
  )
  expect(codes).toHaveLength(1)
  expect((await redeem(codes[0] ?? '')).status).toBe(200)
  const grants = await app.services.store.artifacts.listByAccount('Grant', user.id, app.services.clock.now())
  expect(grants).toHaveLength(1)
})

test('consent is asked for what is new only, and takes an answer from its own page only (B22, K16)', async () => {
  await app.createUser()
  const { authorize, request } = await web()
  const browser = app.browser()
  await authorize({ scope: 'openid email' }, { browser })
  const consent = await browser.open(`/oauth/authorize?${request({ scope: 'openid email profile' })}`)
  expect(consent.root.querySelectorAll('.permissions li')).toHaveLength(1)
  const action = consent.root.querySelector('form')?.getAttribute('action') ?? ''
  for (const headers of [{ origin: 'https://evil.test' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }]) {
    const body = new URLSearchParams({ consented: 'true' })
    expect((await browser.request(action, { method: 'POST', body, headers })).status).toBe(403)
  }
  const json = { method: 'POST', body: '{"consented":"true"}', headers: { 'content-type': 'text/plain' } }
  expect((await browser.request(action, json)).status).toBe(400)
  expect((await consent.submit({}, { button: 'Deny' })).url.searchParams.get('error')).toBe('access_denied')
})

test('a page that was left open over night begins again and still leads into the app', async () => {
  await app.createUser()
  const { request, redeem } = await web()
  const browser = app.browser()
  const login = await browser.open(`/oauth/authorize?${request({ nonce: 'n-0', state: 'the-same-state' })}`)
  app.advance(8 * 3600)
  const again = await login.submit(credentials)
  expect(again.html).toContain('name="password"')
  const done = await passPages(again)
  expect(done.url.searchParams.get('state')).toBe('the-same-state')
  const { status, body } = await redeem(codeOf(done) ?? '')
  expect(status).toBe(200)
  expect(claimsOf(body.id_token)['nonce']).toBe('n-0')
})

test('after a day there is nothing to begin again, and the page says so', async () => {
  const { request } = await web()
  const login = await app.browser().open(`/oauth/authorize?${request()}`)
  app.advance(25 * 3600)
  expect((await login.submit(credentials)).status).toBe(410)
})

test('a request in two tabs is answered in each', async () => {
  await app.createUser()
  const { request } = await web()
  const browser = app.browser()
  const one = await browser.open(`/oauth/authorize?${request({ state: 'state-of-one' })}`)
  const other = await browser.open(`/oauth/authorize?${request({ state: 'state-of-other' })}`)
  const first = await passPages(one)
  const second = await passPages(other)
  expect(first.url.searchParams.get('state')).toBe('state-of-one')
  expect(second.url.searchParams.get('state')).toBe('state-of-other')
  expect(codeOf(first)).not.toBe(codeOf(second))
})

test('the back button leads to a page that begins again, and from there into the app', async () => {
  await app.createUser()
  const { request, redeem } = await web()
  const browser = app.browser()
  const login = await browser.open(`/oauth/authorize?${request()}`)
  await passPages(login)
  const back = await passPages(await browser.open(login.url.href))
  expect((await redeem(codeOf(back) ?? '')).status).toBe(200)
  const resent = await passPages(await login.submit(credentials))
  expect(codeOf(resent)).toBeTruthy()
})

test('a long request begins again as well, and so does one that had to be pushed', async () => {
  await app.createUser()
  const long = await web()
  const state = 'x'.repeat(20_000)
  const browser = app.browser()
  const body = long.request({ state, response_mode: 'form_post' })
  const login = await browser.open('/oauth/authorize', { method: 'POST', body })
  app.advance(3600)
  const done = await passPages(await browser.open(login.url.href))
  expect(done.root.querySelector('input[name=state]')?.getAttribute('value')).toBe(state)

  const client = await app.createClient({ parRequired: true })
  const { request } = protocol(app, client)
  const credentials64 = Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64')
  const headers = { authorization: `Basic ${credentials64}` }
  const pushed = await fetch(`${app.origin}/oauth/par`, { method: 'POST', body: request(), headers })
  const { request_uri } = (await pushed.json()) as { request_uri: string }
  const other = app.browser()
  const query = new URLSearchParams({ client_id: client.clientId, request_uri })
  const page = await other.open(`/oauth/authorize?${query}`)
  app.advance(3600)
  expect(codeOf(await passPages(await page.submit(credentials)))).toBeTruthy()
})

test('an answer that comes too late leads back into the sign-in', async () => {
  await app.createUser()
  const { request } = await web()
  const browser = app.browser()
  const login = await browser.open(`/oauth/authorize?${request()}`)
  const resume = await submitOnly(login, browser, credentials)
  app.advance(3600)
  const late = await browser.open(resume.href)
  expect(late.status).toBe(400)
  const link = late.root.querySelector(`a[href^="/interaction/"]`)?.getAttribute('href') ?? ''
  expect(codeOf(await passPages(await browser.open(link)))).toBeTruthy()
})

test('an address that was taken from an application while somebody signs in gets no code any more', async () => {
  await app.createUser()
  const client = await app.createClient({ redirectUris: ['https://rp.test/cb', 'https://rp.test/other'] })
  const { request } = protocol(app, client)
  const browser = app.browser()
  const consent = await (await browser.open(`/oauth/authorize?${request()}`)).submit(credentials)
  const change = { redirectUris: ['https://rp.test/other'] }
  await updateClient(app.services, { id: client.id, change, by: bySystem })
  const answer = await consent.submit({}, { button: 'Allow' })
  expect([answer.status, answer.url.origin]).toEqual([400, app.origin])
})

test('an interaction belongs to the browser it began in (K19)', async () => {
  await app.createUser()
  const { request } = await web()
  const victim = app.browser()
  const login = await victim.open(`/oauth/authorize?${request()}`)
  const thief = app.browser()
  const page = await thief.open(login.url.href)
  expect(page.url.pathname).not.toBe(login.url.pathname)
  const consent = await thief.request(`${login.url.pathname}/consent`, {
    method: 'POST',
    body: new URLSearchParams({ consented: 'true' }),
    headers: { origin: app.origin },
  })
  expect(consent.status).toBe(303)
  expect(locationOf(consent).pathname).toBe('/oauth/authorize')
  const early = await victim.request(`${login.url.pathname}/consent`, {
    method: 'POST',
    body: new URLSearchParams({ consented: 'true' }),
    headers: { origin: app.origin },
  })
  expect(locationOf(early).pathname).toBe('/oauth/authorize')
})

test.each([
  ['changed', (value: string) => `${value.slice(0, -1)}${value.endsWith('A') ? 'B' : 'A'}`],
  ['cut', (value: string) => value.slice(0, 5)],
  ['doubled', (value: string) => value + value],
  ['of 7 kB', (value: string) => value.padEnd(7000, 'x')],
  ['of another alphabet', () => '%C3%A9%00'],
])('a session cookie that was %s signs nobody in (K12, K14)', async (_kind, change) => {
  await app.createUser()
  const { authorize, request } = await web()
  const browser = app.browser()
  await authorize({}, { browser })
  for (const cookie of browser.cookies.values()) {
    if (cookie.name.startsWith('latchkey_session')) {
      browser.cookies.set(`${cookie.name} /`, { ...cookie, value: change(cookie.value) })
    }
  }
  const page = await browser.open(`/oauth/authorize?${request()}`)
  expect(page.status).toBe(200)
  expect(page.html).toContain('name="password"')
})

test('a session cookie with the signature of another is none, and a planted one gets a new value (K12)', async () => {
  await app.createUser()
  const { authorize, request } = await web()
  const attacker = app.browser()
  await authorize({}, { browser: attacker })
  const victim = app.browser()
  for (const [key, cookie] of attacker.cookies) victim.cookies.set(key, { ...cookie })
  const planted = victim.cookies.get('latchkey_session /')?.value
  const login = await victim.open(`/oauth/authorize?${request({ prompt: 'login' })}`)
  await login.submit(credentials)
  expect(victim.cookies.get('latchkey_session /')?.value).not.toBe(planted)
  const old = await attacker.open(`/oauth/authorize?${request()}`)
  expect(old.html).toContain('name="password"')

  const forged = app.browser()
  const session = victim.cookies.get('latchkey_session /')
  if (!session) throw new Error('no session')
  forged.cookies.set('latchkey_session /', session)
  expect((await forged.open(`/oauth/authorize?${request()}`)).html).toContain('name="password"')
})

test('a sign-in is one line in the list of the person, with browser, network and method', async () => {
  const user = await app.createUser()
  const { authorize, request } = await web()
  const browser = app.browser()
  browser.headers['user-agent'] = 'Test browser 1.0'
  await authorize({}, { browser })
  const list = () => app.services.store.signIns.listByUser(user.id, app.services.clock.now())
  const [first] = await list()
  expect(first).toMatchObject({ userAgent: 'Test browser 1.0', ipPrefix: '127.0.0.0/24', methods: ['pwd'] })
  app.advance(3600)
  await browser.open(`/oauth/authorize?${request()}`)
  const after = await list()
  expect(after).toHaveLength(1)
  expect(after[0]?.id).toBe(first?.id)
  expect(Number(after[0]?.lastSeenAt) - Number(first?.lastSeenAt)).toBe(3_600_000)
  const stored = await app.services.store.users.get(user.id)
  expect(stored.lastActiveAt).toEqual(after[0]?.lastSeenAt)
})

test('a sign-out ends what was given in that session, and nothing else (E08)', async () => {
  await app.createUser()
  const online = await web()
  const offline = await web()
  const browser = app.browser()
  const shortLived = await online.tokens({ scope: 'openid profile' }, { browser })
  const lasting = await offline.tokens({}, { browser })
  const elsewhere = await online.tokens({ scope: 'openid profile' })

  const signOut = await browser.open('/oauth/logout')
  await signOut.submit({}, { button: 'Sign out' })
  expect((await userinfo(app, shortLived.access_token)).status).toBe(401)
  expect((await online.refresh(shortLived.refresh_token)).body.error).toBe('invalid_grant')
  expect((await userinfo(app, lasting.access_token)).status).toBe(200)
  expect((await offline.refresh(lasting.refresh_token)).status).toBe(200)
  expect((await userinfo(app, elsewhere.access_token)).status).toBe(200)
  expect((await browser.open(`/oauth/authorize?${online.request()}`)).html).toContain('name="password"')
})

test('a session that was ended does not come back with a request that was on its way (K14)', async () => {
  const user = await app.createUser()
  const { authorize, request } = await web()
  const browser = app.browser()
  await authorize({}, { browser })
  const [signIn] = await app.services.store.signIns.listByUser(user.id, app.services.clock.now())
  app.advance(3600)
  await Promise.all([
    endSignIn(app.services, { userId: user.id, id: signIn?.id ?? '' }),
    ...Array.from({ length: 5 }, () => browser.request(`/oauth/authorize?${request()}`)),
  ])
  expect((await browser.open(`/oauth/authorize?${request()}`)).html).toContain('name="password"')
  expect(await app.services.store.signIns.listByUser(user.id, app.services.clock.now())).toEqual([])
})
