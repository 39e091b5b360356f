import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listIdentities } from '../../src/core/federation/identities/list-identities.ts'
import { password } from '../support/app.ts'
import type { Browser } from '../support/browser.ts'
import { type Federated, startFederated } from '../support/federated.ts'
import { allow, isSignedIn } from '../support/interaction.ts'
import { enrolPasskey, enrolTotp } from '../support/people.ts'

let federated: Federated
let browser: Browser

beforeAll(async () => {
  federated = await startFederated()
})
beforeEach(async () => {
  await federated.reset()
  browser = federated.app.browser()
})
afterAll(() => federated.close())

const address = 'alice@example.com'

/** Comes from GitLab with an address that GitLab does not vouch for. */
function claim(email = address) {
  federated.upstream.as('gitlab').nextUser({ email, verified: false })
  return federated.signIn('gitlab', browser)
}

const identitiesOf = async (userId: string) =>
  (await listIdentities(federated.app.services, userId)).map(({ provider }) => provider)

describe('an address that a provider does not vouch for', () => {
  test('has to be proven by a code that is mailed there', async () => {
    const page = await claim()
    expect(page.url.pathname).toMatch(/\/prove$/)
    expect(page.text).toMatch(/GitLab gave us\s+alice@example\.com/)
    expect(await federated.app.services.store.users.count()).toBe(0)
    const letter = await federated.mail.newest(address)
    expect(letter).toMatchObject({ template: 'prove-address', values: { provider: 'GitLab' } })
    const done = await allow(await page.submit({ code: letter.values['code'] ?? '' }))
    expect(isSignedIn(done)).toBe(true)
    const user = await federated.app.services.store.users.findByEmail(address)
    expect(user?.emails).toMatchObject([{ address, verifiedAt: expect.any(Date) }])
  })

  test('looks the same whether somebody has it (N09)', async () => {
    await federated.app.createUser()
    const taken = await claim()
    browser = federated.app.browser()
    const free = await claim('nobody@example.com')
    expect(taken.status).toBe(free.status)
    expect(taken.text.replaceAll(address, '')).toBe(free.text.replaceAll('nobody@example.com', ''))
    const letters = await Promise.all([address, 'nobody@example.com'].map((to) => federated.mail.newest(to)))
    expect(new Set(letters.map(({ template }) => template)).size).toBe(1)
  })

  test('opens nothing for the one who only claims it', async () => {
    const alice = await federated.app.createUser()
    const page = await claim()
    const wrong = await page.submit({ code: '000000' })
    expect(wrong.status).toBe(401)
    expect(wrong.text).toMatch(/This code is not right/)
    expect(await identitiesOf(alice.id)).toEqual([])
  })

  test('proven, opens the account that has it, which is told', async () => {
    const alice = await federated.app.createUser()
    const page = await claim()
    expect(isSignedIn(await allow(await page.submit({ code: await federated.mail.code(address) })))).toBe(true)
    expect(await identitiesOf(alice.id)).toEqual(['gitlab'])
    expect((await federated.mail.to(address)).map(({ template }) => template)).toContain('identity-linked')
  })

  test('proven, still asks for the second step of that account', async () => {
    await enrolTotp(federated.app, await federated.app.createUser())
    const page = await claim()
    const next = await page.submit({ code: await federated.mail.code(address) })
    expect(next.url.pathname).toMatch(/\/factor$/)
  })
})

describe('the code', () => {
  test('may be typed wrong four times, and is worth nothing after the fifth', async () => {
    const page = await claim()
    const code = await federated.mail.code(address)
    const wrong = code === '111111' ? '222222' : '111111'
    for (let tries = 0; tries < 5; tries += 1) expect((await page.submit({ code: wrong })).status).toBe(401)
    const late = await page.submit({ code })
    expect(late.status).toBe(401)
    expect(late.text).toMatch(/too many wrong codes/)
  })

  test('works for ten minutes, and then a new one does', async () => {
    const page = await claim()
    const old = await federated.mail.code(address)
    federated.app.advance(600)
    const late = await page.submit({ code: old })
    expect(late.status).toBe(401)
    expect(late.text).toMatch(/expired/)
    const again = await late.submit({}, { button: 'Send a new code' })
    expect(again.text).toMatch(/on its way/)
    federated.app.advance(1)
    const code = await federated.mail.code(address)
    expect(code).not.toBe(old)
    expect(isSignedIn(await allow(await again.submit({ code })))).toBe(true)
  })

  test('is good once, even when it is sent ten times at once', async () => {
    const page = await claim()
    const code = await federated.mail.code(address)
    const form = { method: 'POST', body: new URLSearchParams({ code }), headers: { origin: browser.origin } }
    const answers = await Promise.all(Array.from({ length: 10 }, () => browser.request(page.url.pathname, form)))
    const locations = answers.map((answer) => answer.headers.get('location'))
    expect(locations.filter((location) => location?.includes('/oauth/authorize'))).toHaveLength(1)
    expect(await federated.app.services.store.users.count()).toBe(1)
  })

  test('is worth nothing in another browser', async () => {
    const page = await claim()
    const code = await federated.mail.code(address)
    const thief = federated.app.browser()
    expect((await thief.open(page.url.pathname)).text).not.toContain(address)
    const own = await federated.open(thief)
    const form = { method: 'POST', body: new URLSearchParams({ code }), headers: { origin: browser.origin } }
    const answer = await thief.open(`${own.url.pathname}/prove`, form)
    expect(answer.url.pathname).toBe(own.url.pathname)
    expect(await federated.app.services.store.users.count()).toBe(0)
    expect(isSignedIn(await allow(await page.submit({ code })))).toBe(true)
  })

  test('is not taken from a page of another site', async () => {
    const page = await claim()
    const headers = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }
    expect((await page.submit({ code: await federated.mail.code(address) }, { headers })).status).toBe(403)
  })
})

test('who would rather sign in another way can', async () => {
  await federated.app.createUser()
  const page = await claim()
  const back = page.root.querySelectorAll('a').find((link) => link.textContent === 'Sign in another way')
  const signIn = await browser.open(back?.getAttribute('href') ?? '')
  expect(isSignedIn(await allow(await signIn.submit({ identifier: address, password })))).toBe(true)
})

test('mails are limited, and the page says so', async () => {
  const limited = await startFederated({ RATE_LIMITS: 'on' })
  await limited.reset()
  limited.upstream.as('gitlab').nextUser({ email: address, verified: false })
  for (let count = 0; count < 5; count += 1) await limited.signIn('gitlab')
  const page = await limited.signIn('gitlab')
  await limited.close()
  expect(page.status).toBe(429)
  expect(page.root.querySelector('input[name=password]')).not.toBeNull()
})

describe('an account that somebody made beforehand with the address of another (N11)', () => {
  const mallory = 'mallory@example.com'

  async function squat() {
    const { app, upstream } = federated
    const account = await app.createUser(address, { emails: [{ address, verified: false }], username: 'mallory' })
    const device = await enrolPasskey(app, account)
    const inside = app.browser()
    const signIn = await federated.open(inside)
    await allow(await signIn.submit({ identifier: 'mallory', password }))
    upstream.as('discord').nextUser({ email: mallory })
    const profile = await inside.open('/account/logins')
    const callback = await federated.visit(profile, 'discord')
    await inside.open(callback.url.href)
    return { account, inside, device }
  }

  test('goes to its owner, and nothing of its maker opens it any more', async () => {
    const { account, inside } = await squat()
    expect(await identitiesOf(account.id)).toEqual(['discord'])
    federated.upstream.as('google').nextUser({ email: address })
    const page = await federated.signIn('google', browser)
    expect(page.url.pathname).toMatch(/\/prove$/)
    expect(isSignedIn(await allow(await page.submit({ code: await federated.mail.code(address) })))).toBe(true)

    const now = await federated.app.services.store.users.get(account.id)
    expect(now).toMatchObject({ passwordHash: null, username: null })
    expect(await identitiesOf(account.id)).toEqual(['google'])
    expect(await federated.app.services.store.passkeys.listByUser(account.id)).toEqual([])
    expect((await inside.open('/account')).root.querySelector('input[name=password]')).not.toBeNull()
    for (const identifier of ['mallory', address]) {
      const refused = await (await federated.open()).submit({ identifier, password })
      expect(refused.status).toBe(401)
    }
    expect(isSignedIn(await federated.enter('discord'))).toBe(true)
    expect(await identitiesOf(account.id)).toEqual(['google'])
  })

  test('stays as it is until the address is proven', async () => {
    const { account } = await squat()
    federated.upstream.as('google').nextUser({ email: address })
    await federated.signIn('google', browser)
    expect((await federated.app.services.store.users.get(account.id)).passwordHash).not.toBeNull()
    expect(await identitiesOf(account.id)).toEqual(['discord'])
  })
})
