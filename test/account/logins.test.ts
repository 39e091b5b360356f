import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listIdentities } from '../../src/core/federation/identities/list-identities.ts'
import type { User } from '../../src/store/users.ts'
import { password } from '../support/app.ts'
import type { Browser, Page } from '../support/browser.ts'
import { addressAfter, choose, comeBack, type Federated, startFederated } from '../support/federated.ts'
import { allow, isSignedIn } from '../support/interaction.ts'
import type { SimulationId } from '../support/upstream/simulations.ts'

let federated: Federated
let browser: Browser
let alice: User

beforeAll(async () => {
  federated = await startFederated()
})
beforeEach(async () => {
  await federated.reset()
  alice = await federated.app.createUser()
  browser = federated.app.browser()
})
afterAll(() => federated.close())

/** The page of the logins, after a sign-in if need be. */
async function logins(own = browser, identifier = 'alice@example.com'): Promise<Page> {
  const page = await own.open('/account/logins')
  return page.root.querySelector('input[name=password]') ? page.submit({ identifier, password }) : page
}

async function link(id: SimulationId, own = browser): Promise<Page> {
  return comeBack(federated.app, own, await federated.visit(await logins(own), id))
}

const linkedTo = async (user: User) =>
  (await listIdentities(federated.app.services, user.id)).map(({ provider }) => provider)

async function unlink(page: Page): Promise<Page> {
  const address = page.root.querySelector('a[data-tone=danger]')?.getAttribute('href') ?? ''
  return (await browser.open(address)).submit({}, { button: 'Unlink' })
}

const all: readonly SimulationId[] = [
  ...(['apple', 'azuread', 'bitbucket', 'discord', 'entraid', 'facebook', 'github', 'gitlab', 'google'] as const),
  ...(['linkedin', 'openid', 'spotify', 'strava', 'twitch', 'twitter', 'wechat', 'windowslive', 'workos'] as const),
]

test.each(all)('%s is linked, and from then on opens this account', async (id) => {
  federated.upstream.as(id).nextUser()
  const page = await link(id)
  expect(`${page.url.pathname}${page.url.search}`).toBe('/account/logins?saved=1')
  expect(page.root.querySelectorAll('a[data-tone=danger]')).toHaveLength(1)
  expect(page.root.querySelector(`button[name=provider][value=${id}]`)).toBeNull()
  const stranger = federated.app.browser()
  expect(isSignedIn(await allow(await federated.signIn(id, stranger)))).toBe(true)
  expect(await federated.app.services.store.users.count()).toBe(1)
  const { emails } = await federated.app.services.store.users.get(alice.id)
  expect(emails.map(({ address }) => address)).toEqual(['alice@example.com'])
})

test('one that is linked already stays linked, without a word', async () => {
  federated.upstream.as('github').nextUser()
  const page = await logins()
  const [first, second] = [await federated.visit(page, 'github'), await federated.visit(page, 'github')]
  await comeBack(federated.app, browser, first)
  expect((await comeBack(federated.app, browser, second)).status).toBe(200)
  expect(await linkedTo(alice)).toEqual(['github'])
})

describe('unlinking', () => {
  test('asks first, and is told by mail as linking is', async () => {
    federated.upstream.as('github').nextUser()
    const page = await unlink(await link('github'))
    expect(page.url.search).toBe('?saved=1')
    expect(await linkedTo(alice)).toEqual([])
    const templates = (await federated.mail.to('alice@example.com')).map(({ template }) => template)
    expect(templates).toEqual(expect.arrayContaining(['identity-linked', 'identity-unlinked']))
  })

  test('never takes the last way in (N16)', async () => {
    federated.upstream.as('github').nextUser({ email: 'alice@example.com' })
    await federated.signIn('github', browser)
    await federated.app.services.store.users.update(alice.id, { passwordHash: null })
    const refused = await unlink(await browser.open('/account/logins'))
    expect(refused.status).toBe(409)
    expect(refused.text).toMatch(/only way in/)
    expect(await linkedTo(alice)).toEqual(['github'])
  })

  test('leaves the logins of others alone', async () => {
    const bob = await federated.app.createUser('bob@example.com')
    federated.upstream.as('github').nextUser({ email: 'bob@example.com' })
    await federated.enter('github')
    const [identity] = await listIdentities(federated.app.services, bob.id)
    await logins()
    expect((await browser.open(`/account/logins/unlink?identity=${identity?.id}`)).status).toBe(404)
    const form = { method: 'POST', body: new URLSearchParams({ identity: identity?.id ?? '' }) }
    expect((await browser.open('/account/logins/unlink', form)).status).toBe(404)
    expect(await linkedTo(bob)).toEqual(['github'])
  })
})

describe('a login is linked to the one who asked, and to nobody else (N14)', () => {
  const began = async (own = browser) => {
    federated.upstream.as('github').nextUser()
    return addressAfter(federated.app, await federated.visit(await logins(own), 'github'))
  }

  test('not to the person whose browser is led to the end of it', async () => {
    const address = await began()
    const bob = await federated.app.createUser('bob@example.com')
    const victim = federated.app.browser()
    await logins(victim, 'bob@example.com')
    const page = await victim.open(address)
    expect(page.status).toBe(401)
    expect(page.text).toMatch(/does not belong to this browser/)
    expect([await linkedTo(bob), await linkedTo(alice)]).toEqual([[], []])
    expect((await browser.open(address)).url.search).toBe('?saved=1')
  })

  test('not in another browser of the same person either', async () => {
    const address = await began()
    const other = federated.app.browser()
    await logins(other)
    expect((await other.open(address)).status).toBe(401)
    expect(await linkedTo(alice)).toEqual([])
  })

  test('not to a browser that is not signed in, nor to whom it signs in then', async () => {
    const address = await began()
    await federated.app.createUser('bob@example.com')
    const victim = federated.app.browser()
    const page = await (await victim.open(address)).submit({ identifier: 'bob@example.com', password })
    expect(page.status).toBe(401)
    expect(await federated.app.database.sql.query('SELECT id FROM identities', [])).toEqual([])
  })

  test('not by the end of a sign-in, and a sign-in does not end with a link', async () => {
    federated.upstream.as('github').nextUser()
    const own = federated.app.browser()
    const address = await addressAfter(federated.app, await federated.visit(await federated.open(own), 'github'))
    await logins()
    const ticket = new URL(address, browser.origin).search
    expect((await browser.open(`/account/logins/linked${ticket}`)).status).toBe(401)
    const linking = new URL(await began(), browser.origin).search
    const page = await federated.open(own)
    expect((await own.open(`${page.url.pathname}/federated${linking}`)).status).toBe(401)
    expect(await linkedTo(alice)).toEqual([])
  })

  test('when it is the login of somebody else already', async () => {
    const bob = await federated.app.createUser('bob@example.com')
    federated.upstream.as('github').nextUser({ email: 'bob@example.com' })
    await federated.enter('github')
    const page = await link('github')
    expect(page.status).toBe(409)
    expect(page.text).toMatch(/belongs to another account/)
    expect([await linkedTo(bob), await linkedTo(alice)]).toEqual([['github'], []])
  })

  test('once, when ten answers come at once', async () => {
    const address = await began()
    const answers = await Promise.all(Array.from({ length: 10 }, () => browser.request(address)))
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(await linkedTo(alice)).toEqual(['github'])
  })
})

describe('a sign-in that is not fresh', () => {
  test('has to be proven again before a login is linked or unlinked', async () => {
    federated.upstream.as('github').nextUser()
    const page = await link('github')
    federated.app.advance(601)
    const headers = { referer: `${browser.origin}/account/logins` }
    const stepUp = await page.submit({}, { button: 'Continue with Google', headers })
    expect(stepUp.url.origin).toBe(federated.app.origin)
    expect(stepUp.root.querySelector('input[name=password]')).not.toBeNull()
    const back = await stepUp.submit({ identifier: 'alice@example.com', password })
    expect(back.url.pathname).toBe('/account/logins')
    expect((await choose(back, 'google')).url.origin).toBe(federated.upstream.url)
    federated.app.advance(601)
    const address = page.root.querySelector('a[data-tone=danger]')?.getAttribute('href') ?? ''
    expect((await browser.open(address)).root.querySelector('input[name=password]')).not.toBeNull()
  })

  test('by the time the provider answers is proven again, and then the login is linked', async () => {
    federated.upstream.as('github').nextUser()
    const page = await logins()
    federated.app.advance(590)
    const callback = await federated.visit(page, 'github')
    federated.app.advance(300)
    const stepUp = await comeBack(federated.app, browser, callback)
    expect(await linkedTo(alice)).toEqual([])
    const done = await stepUp.submit({ identifier: 'alice@example.com', password })
    expect(`${done.url.pathname}${done.url.search}`).toBe('/account/logins?saved=1')
    expect(await linkedTo(alice)).toEqual(['github'])
  })
})

test('who comes back from a provider too late is led to the page of the logins', async () => {
  const callback = await federated.visit(await logins(), 'github')
  federated.app.advance(700)
  const page = await browser.open(`${callback.url.pathname}?${callback.params}`)
  expect(page.status).toBe(410)
  expect(page.root.querySelector('main a')?.getAttribute('href')).toBe('/account/logins')
})

test('linking does not begin by a link, nor by a form of another site', async () => {
  const page = await logins()
  expect((await browser.request('/account/logins?provider=github')).status).toBe(200)
  expect((await browser.request('/account/logins/linked?provider=github')).status).toBe(401)
  const headers = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }
  expect((await page.submit({}, { button: 'Continue with GitHub', headers })).status).toBe(403)
  expect(
    (await page.submit({}, { button: 'Continue with GitHub', headers: { 'sec-fetch-site': 'same-site' } })).status,
  ).toBe(403)
})

test('who changes their mind, or meets a provider that fails, is back on the page', async () => {
  const github = federated.upstream.as('github')
  github.refuse({ error: 'access_denied' })
  const cancelled = await link('github')
  github.refuse({ error: 'server_error', error_description: '<script>alert(1)</script>' })
  const failed = await link('github')
  github.refuse()
  expect([cancelled.status, failed.status]).toEqual([200, 502])
  expect(cancelled.text).toMatch(/GitHub says that you cancelled/)
  expect(failed.text).toMatch(/GitHub did not let you in/)
  expect(failed.html).not.toContain('<script>alert')
  expect(await linkedTo(alice)).toEqual([])
})
