import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { removeProvider } from '../../src/core/federation/settings/remove-provider.ts'
import type { Browser, Page } from '../support/browser.ts'
import { addressAfter, choose, comeBack, type Federated, startFederated } from '../support/federated.ts'
import { allow, isSignedIn } from '../support/interaction.ts'
import type { Mischief } from '../support/upstream/mischief.ts'
import type { Endpoint } from '../support/upstream/provider.ts'
import type { SimulationId } from '../support/upstream/simulations.ts'

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

const people = () => federated.app.services.store.users.count()

/** The sign-in page again: told what happened, with every way in at hand. */
function expectSignIn(page: Page, status: number, words: RegExp): void {
  expect(page.status).toBe(status)
  expect(page.text).toMatch(words)
  expect(page.root.querySelector('input[name=password]')).not.toBeNull()
  expect(page.root.querySelectorAll('button[name=provider]').length).toBeGreaterThan(10)
}

describe('a person who changes their mind', () => {
  test.each(['github', 'apple', 'twitter', 'wechat', 'openid'] as const)('at %s is simply asked again', async (id) => {
    const provider = federated.upstream.as(id)
    provider.refuse(id === 'wechat' ? {} : { error: 'access_denied', error_description: 'No thanks' })
    const page = await federated.signIn(id, browser)
    provider.refuse()
    expectSignIn(page, 200, /says that you cancelled/)
    expect(page.title).not.toMatch(/^Error/)
    expect(page.root.querySelector('.alert')?.getAttribute('role')).toBe('status')
    expect(isSignedIn(await allow(await comeBack(federated.app, browser, await federated.visit(page, 'github'))))).toBe(
      true,
    )
  })

  test('at Twitter by OAuth 1.0a is asked again too', async () => {
    const older = await startFederated({}, { providers: ['twitter1'] })
    await older.reset()
    older.upstream.as('twitter1').refuse({})
    const page = await older.signIn('twitter1')
    await older.close()
    expect(page.text).toMatch(/X says that you cancelled/)
  })
})

test('what a provider says of an error is neither shown nor followed', async () => {
  federated.upstream.as('github').refuse({
    error: '<img src=x onerror=alert(1)>',
    error_description: '<script>alert(1)</script>',
    error_uri: 'javascript:alert(1)',
  })
  const page = await federated.signIn('github', browser)
  federated.upstream.as('github').refuse()
  expectSignIn(page, 502, /GitHub did not let you in/)
  expect(page.html).not.toMatch(/<script>|<img src=x|javascript:/)
})

test('a label with markup in it stays text', async () => {
  const row = await federated.app.services.store.providers.find('openid')
  if (!row) throw new Error('no openid')
  const label = '<b onclick=alert(1)>'
  await federated.app.services.store.providers.save({ ...row, settings: row.settings as object, label })
  federated.upstream.as('openid').refuse({ error: 'access_denied' })
  const page = await federated.signIn('openid', browser)
  federated.upstream.as('openid').refuse()
  expect(page.html).not.toContain(label)
  expect(page.text).toContain('cancelled')
})

describe('a provider that fails', () => {
  const cases: readonly [SimulationId, Endpoint, Mischief, RegExp][] = [
    ['google', 'token', 'silence', /Google does not answer/],
    ['github', 'profile', 'drip', /GitHub does not answer/],
    ['discord', 'token', 'flood', /Discord does not answer/],
    ['gitlab', 'profile', 'html', /GitLab did not tell us who you are/],
    ['twitch', 'token', 'redirect', /Twitch did not finish/],
  ]

  test('leads back to the page within six seconds, whatever it does', async () => {
    const fail = async ([id, endpoint, mischief, words]: (typeof cases)[number]) => {
      const own = federated.app.browser()
      const callback = await federated.visit(await federated.open(own), id)
      federated.upstream.as(id).misbehave(endpoint, mischief)
      const began = performance.now()
      const page = await comeBack(federated.app, own, callback)
      federated.upstream.as(id).misbehave(endpoint)
      expect(performance.now() - began).toBeLessThan(6000)
      expectSignIn(page, 502, words)
    }
    await Promise.all(cases.map(fail))
  })

  test('before anybody can be sent there is told within six seconds too', async () => {
    const fresh = await startFederated()
    await fresh.reset()
    fresh.upstream.as('openid').misbehave('discovery', 'silence')
    const began = performance.now()
    const page = await choose(await fresh.open(), 'openid')
    await fresh.close()
    expect(performance.now() - began).toBeLessThan(6500)
    expectSignIn(page, 502, /does not answer/)
  })

  test.each(['none', 'wrong-issuer', 'wrong-audience', 'expired', 'wrong-nonce', 'other-key'] as const)(
    'is not believed an ID token: %s',
    async (forgery) => {
      federated.upstream.as('google').forge(forgery)
      const page = await federated.signIn('google', browser)
      federated.upstream.as('google').forge()
      expectSignIn(page, 502, /Google did not tell us who you are/)
      expect(await people()).toBe(0)
    },
  )
})

describe('a provider that is not offered', () => {
  const send = async (provider: string) => {
    const page = await federated.open(browser)
    return page.submit({ provider }, { button: 'Continue with Google' })
  }

  test.each(['unknown', '__proto__', '../google', 'x'.repeat(50)])('%s is refused on the page', async (provider) => {
    expectSignIn(await send(provider), 404, /do not know that way/)
  })

  test('because it is switched off is refused, at the start and at the end', async () => {
    const { services } = federated.app
    const page = await federated.open(browser)
    const callback = await federated.visit(page, 'openid')
    const row = await services.store.providers.find('openid')
    await services.store.providers.save({ ...Object(row), enabled: false })
    expectSignIn(await send('openid'), 400, /switched off/)
    expectSignIn(await comeBack(federated.app, browser, callback), 400, /switched off/)
    await removeProvider(services, { id: 'openid', by: { actor: { type: 'system' } } })
    expectSignIn(await send('openid'), 404, /do not know that way/)
  })

  test('by an overlong name is a bad form', async () => {
    expect((await send('x'.repeat(51))).status).toBe(400)
  })
})

describe('an account that may not be entered', () => {
  test('because it is switched off says so', async () => {
    const { services } = federated.app
    const { email } = federated.upstream.as('google').nextUser()
    await federated.enter('google')
    const user = await services.store.users.findByEmail(email ?? '')
    await services.store.users.update(user?.id ?? '', { bannedAt: services.clock.now() })
    expectSignIn(await federated.signIn('google', browser), 403, /switched off/)
  })

  test('because new ones are by invitation: who has one comes in, others are told', async () => {
    const closed = await startFederated({ SIGN_UP: 'closed' })
    await closed.reset()
    await closed.app.createUser()
    closed.upstream.as('google').nextUser({ email: 'alice@example.com' })
    expect(isSignedIn(await closed.enter('google'))).toBe(true)
    closed.upstream.as('google').nextUser()
    const page = await closed.signIn('google')
    const count = await closed.app.services.store.users.count()
    await closed.close()
    expectSignIn(page, 403, /by invitation/)
    expect(count).toBe(1)
  })
})

describe('where addresses need not be proven', () => {
  let lenient: Federated

  beforeAll(async () => {
    lenient = await startFederated({ EMAIL_VERIFICATION_REQUIRED: 'false' })
  })
  afterAll(() => lenient.close())

  test('one that nobody has becomes an unproven one of a new account', async () => {
    await lenient.reset()
    const { email } = lenient.upstream.as('spotify').nextUser()
    expect(isSignedIn(await lenient.enter('spotify'))).toBe(true)
    const user = await lenient.app.services.store.users.findByEmail(email ?? '')
    expect(user?.emails).toMatchObject([{ address: email, verifiedAt: null }])
  })

  test('one that somebody has opens nothing, and the page does not say whose it is', async () => {
    await lenient.reset()
    const alice = await lenient.app.createUser()
    lenient.upstream.as('gitlab').nextUser({ email: 'alice@example.com', verified: false })
    const page = await lenient.signIn('gitlab')
    expectSignIn(page, 409, /Sign in the way you usually do, then link GitLab in your account/)
    expect(page.html).not.toMatch(/alice@example\.com|exists|already/)
    expect(await lenient.app.services.store.identities.listByUser(alice.id)).toEqual([])
  })
})

test('thirty starts a minute are enough for everybody behind one address', async () => {
  const limited = await startFederated({ RATE_LIMITS: 'on' })
  await limited.reset()
  const page = await limited.open()
  for (let count = 0; count < 30; count += 1) expect((await choose(page, 'google')).status).toBe(303)
  const refused = await choose(page, 'google')
  limited.app.advance(60)
  const later = await choose(page, 'google')
  await limited.close()
  expectSignIn(refused, 429, /Wait a little/)
  expect(Number(refused.response.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(later.status).toBe(303)
})

test('the audit record has what failed and why, and not that somebody changed their mind', async () => {
  const github = federated.upstream.as('github')
  github.refuse({ error: 'access_denied' })
  await federated.signIn('github')
  github.refuse({ error: 'invalid_scope', error_description: 'ask ada@example.com' })
  await federated.signIn('github')
  github.refuse()
  const rows = await federated.app.database.sql.query("SELECT * FROM audit_events WHERE type = 'sign-in.failed'", [])
  expect(rows).toMatchObject([{ detail: { method: 'federated', provider: 'github', reason: 'upstream.refused' } }])
  expect(JSON.stringify(rows)).not.toContain('ada@')
})

test('nothing of ours leaks to a page: no token, no secret, no address of the callback', async () => {
  federated.upstream.as('google').nextUser()
  const callback = await federated.visit(await federated.open(browser), 'google')
  const address = await addressAfter(federated.app, callback)
  expect(address).toMatch(/^\/interaction\/[\w-]+\/federated\?ticket=[\w-]{43}$/)
  const page = await browser.open(address)
  expect(page.html + JSON.stringify([...browser.cookies.values()])).not.toMatch(/at-|rt-|google-secret/)
})
