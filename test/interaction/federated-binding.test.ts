import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { beginSignIn } from '../../src/core/federation/begin-sign-in.ts'
import { sweepExpired } from '../../src/core/maintenance/sweep-expired.ts'
import type { Browser, Page } from '../support/browser.ts'
import { addressAfter, answerTo, choose, comeBack, type Federated, startFederated } from '../support/federated.ts'
import { allow, isSignedIn } from '../support/interaction.ts'
import type { Callback } from '../support/upstream.ts'

let federated: Federated
let browser: Browser

beforeAll(async () => {
  federated = await startFederated()
})
beforeEach(async () => {
  await federated.reset()
  federated.upstream.as('google').nextUser()
  browser = federated.app.browser()
})
afterAll(() => federated.close())

const calls = () => federated.upstream.as('google').calls('token')
const come = async (): Promise<Callback> => federated.visit(await federated.open(browser), 'google')
const signIns = async () => (await federated.app.database.sql.query('SELECT id FROM sign_ins', [])).length

async function isSignedInAt(page: Page): Promise<boolean> {
  return isSignedIn(await allow(page))
}

describe('the callback', () => {
  test('answers with a redirect that nothing leaks from and nothing stays of', async () => {
    const response = await answerTo(federated.app, await come())
    expect(response.status).toBe(303)
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.getSetCookie()).toEqual([])
    expect(response.headers.get('location')).toMatch(/^\/interaction\//)
  })

  test.each(['', 'state=', 'state=invented&code=x', 'state=a&state=b&code=x', 'code=x'])(
    'with "%s" belongs to nobody, and the provider is not asked',
    async (query) => {
      const before = calls()
      const response = await browser.request(`/federation/google/callback?${query}`)
      expect(response.status).toBe(400)
      expect(calls()).toBe(before)
    },
  )

  test('is good once: again it belongs to nobody', async () => {
    const callback = await come()
    await addressAfter(federated.app, callback)
    const before = calls()
    expect((await answerTo(federated.app, callback)).status).toBe(400)
    expect(calls()).toBe(before)
  })

  test('is good for ten minutes', async () => {
    const callback = await come()
    federated.app.advance(600)
    const before = calls()
    expect((await answerTo(federated.app, callback)).status).toBe(410)
    expect(calls()).toBe(before)
  })

  test.each([
    ['comes too late', 660, 410],
    ['comes too late, when the interaction is over too', 3000, 410],
    ['comes a second time', 0, 400],
  ])('that %s leads to where the sign-in began', async (_, seconds, status) => {
    const callback = await come()
    if (seconds === 0) await addressAfter(federated.app, callback)
    federated.app.advance(seconds)
    await sweepExpired(federated.app.services)
    const { pathname } = callback.url
    const page = await browser.open(`${pathname}?${callback.params}`)
    expect(page.status).toBe(status)
    const start = page.root.querySelector('main a')?.getAttribute('href') ?? ''
    const again = await browser.open(start)
    expect(await isSignedInAt(await comeBack(federated.app, browser, await federated.visit(again, 'google')))).toBe(
      true,
    )
  })

  test('of another provider does not take it, and does not spoil it', async () => {
    const callback = await come()
    const elsewhere = `/federation/github/callback?${callback.params}`
    const before = calls() + federated.upstream.as('github').calls('token')
    expect((await browser.request(elsewhere)).status).toBe(400)
    expect((await browser.request(`/federation/nobody/callback?${callback.params}`)).status).toBe(400)
    expect(calls() + federated.upstream.as('github').calls('token')).toBe(before)
    expect(await isSignedInAt(await comeBack(federated.app, browser, callback))).toBe(true)
  })

  test('does not take what began at a door with a callback of its own', async () => {
    const { services, origin } = federated.app
    const callbackUrl = `${origin}/federation/google/callback`
    const url = await beginSignIn(services, { provider: 'google', door: 'nhost', callbackUrl, memo: {} })
    const before = calls()
    expect((await answerTo(federated.app, await federated.upstream.visit(url))).status).toBe(400)
    expect(calls()).toBe(before)
  })

  test('takes forms of a bounded size and nothing else', async () => {
    const post = (body: string, type = 'application/x-www-form-urlencoded') =>
      browser.request('/federation/apple/callback', { method: 'POST', body, headers: { 'content-type': type } })
    expect((await post(`state=x&user=${'x'.repeat(60_000)}`)).status).toBe(400)
    expect((await post('{"state":"x"}', 'application/json')).status).toBe(400)
  })

  test('of Apple is a form of another site that brings no cookie', async () => {
    federated.upstream.as('apple').nextUser()
    const callback = await federated.visit(await federated.open(browser), 'apple')
    expect(callback.method).toBe('POST')
    expect(await isSignedInAt(await comeBack(federated.app, browser, callback))).toBe(true)
  })

  test('believes no address that stands beside the token of Apple', async () => {
    const alice = await federated.app.createUser()
    federated.upstream.as('apple').nextUser()
    const callback = await federated.visit(await federated.open(browser), 'apple')
    callback.params.set('user', JSON.stringify({ email: 'alice@example.com', email_verified: true }))
    expect(await isSignedInAt(await comeBack(federated.app, browser, callback))).toBe(true)
    expect(await federated.app.services.store.identities.listByUser(alice.id)).toEqual([])
  })
})

describe('at once', () => {
  test('ten callbacks with the same answer make one sign-in', async () => {
    const callback = await come()
    const before = calls()
    const answers = await Promise.all(Array.from({ length: 10 }, () => answerTo(federated.app, callback)))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(9).fill(400)])
    expect(calls()).toBe(before + 1)
    const [won] = answers.filter(({ status }) => status === 303)
    expect(await isSignedInAt(await browser.open(won?.headers.get('location') ?? ''))).toBe(true)
    expect(await signIns()).toBe(1)
  })

  test('ten returns with the same ticket make one sign-in', async () => {
    const address = await addressAfter(federated.app, await come())
    const answers = await Promise.all(Array.from({ length: 10 }, () => browser.request(address)))
    const done = answers.filter(({ status }) => status === 303)
    expect(done).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(9)
    expect(await isSignedInAt(await browser.open(done[0]?.headers.get('location') ?? ''))).toBe(true)
    expect(await federated.app.services.store.users.count()).toBe(1)
    expect(await signIns()).toBe(1)
  })

  test('ten first visits of one person make one account', async () => {
    const browsers = Array.from({ length: 10 }, () => federated.app.browser())
    const pages = await Promise.all(browsers.map((own) => federated.signIn('google', own)))
    expect(await Promise.all(pages.map(isSignedInAt))).toEqual(Array(10).fill(true))
    expect(await federated.app.services.store.users.count()).toBe(1)
  })
})

describe('another browser', () => {
  test('that is led to the callback gets nothing, and the right one still gets in', async () => {
    const address = await addressAfter(federated.app, await come())
    const victim = federated.app.browser()
    const page = await victim.open(address)
    expect(page.root.querySelector('input[name=password]')).not.toBeNull()
    expect([...victim.cookies.values()].some(({ name }) => /session/.test(name))).toBe(false)
    expect(await signIns()).toBe(0)
    expect(await isSignedInAt(await browser.open(address))).toBe(true)
  })

  test('with a request of its own cannot use the ticket there', async () => {
    const address = await addressAfter(federated.app, await come())
    const victim = federated.app.browser()
    const own = await federated.open(victim)
    const page = await victim.open(`${own.url.pathname}/federated${new URL(address, own.url).search}`)
    expect(page.status).toBe(401)
    expect(page.text).toMatch(/does not belong to this browser/)
    expect(await signIns()).toBe(0)
    expect(await isSignedInAt(await browser.open(address))).toBe(true)
  })

  test('cannot have a sign-in begun by a page of another site', async () => {
    const page = await federated.open(browser)
    const headers = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }
    const answer = await page.submit({}, { button: 'Continue with Google', headers })
    expect(answer.status).toBe(403)
    const get = await browser.request(`${page.url.pathname}/federated?provider=google`)
    expect(get.status).toBe(401)
    expect(get.headers.get('location')).toBeNull()
  })
})

describe('a ticket', () => {
  test('is good for ten minutes, and then the page offers every way in', async () => {
    const address = await addressAfter(federated.app, await come())
    federated.app.advance(600)
    const page = await browser.open(address)
    expect(page.status).toBe(401)
    expect(page.text).toMatch(/took too long/)
    expect(await isSignedInAt(await comeBack(federated.app, browser, await federated.visit(page, 'google')))).toBe(true)
  })

  test('that is spent leads nowhere', async () => {
    const address = await addressAfter(federated.app, await come())
    await browser.open(address)
    expect(isSignedIn(await browser.open(address))).toBe(false)
    expect(await signIns()).toBe(1)
  })

  test('of an interaction that is over starts it again', async () => {
    const address = await addressAfter(federated.app, await come())
    browser.cookies.clear()
    const page = await browser.open(address)
    expect(page.status).toBe(200)
    expect(page.url.pathname).toMatch(/^\/interaction\//)
    expect(page.url.search).toBe('')
  })

  test('says nothing that can be read at rest', async () => {
    await addressAfter(federated.app, await come())
    const rows = await federated.app.database.sql.query('SELECT * FROM tickets', [])
    expect(JSON.stringify(rows)).not.toMatch(/mail\.test|at-/)
  })
})

test('replicas share what they have used up', async () => {
  const other = await federated.app.replica()
  const callback = await come()
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) => {
      const base = index % 2 === 0 ? federated.app.origin : other.url
      const headers = { host: new URL(federated.app.origin).host }
      return fetch(`${base}${callback.url.pathname}?${callback.params}`, { redirect: 'manual', headers })
    }),
  )
  await other.close()
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
})

test('two sign-ins of one page do not disturb each other', async () => {
  const page = await federated.open(browser)
  federated.upstream.as('github').nextUser()
  const first = await federated.upstream.visit((await choose(page, 'github')).url)
  const second = await federated.upstream.visit((await choose(page, 'google')).url)
  await comeBack(federated.app, browser, second)
  expect((await comeBack(federated.app, browser, first)).status).toBeLessThan(500)
  expect(await signIns()).toBe(1)
})
