import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listIdentities } from '../../src/core/federation/identities/list-identities.ts'
import type { TestClient } from '../support/app.ts'
import { choose, comeBack, type Federated, prove, startFederated } from '../support/federated.ts'
import { allow, isSignedIn } from '../support/interaction.ts'
import { enrolTotp } from '../support/people.ts'
import { relyingParty } from '../support/relying-party.ts'
import type { SimulationId } from '../support/upstream/simulations.ts'

let federated: Federated
let client: TestClient

beforeAll(async () => {
  federated = await startFederated()
})
beforeEach(async () => {
  client = await federated.reset()
})
afterAll(() => federated.close())

/** Whether a provider vouches for addresses, claims some, or has none. */
const providers = {
  apple: 'vouched',
  azuread: 'claimed',
  bitbucket: 'vouched',
  discord: 'vouched',
  entraid: 'vouched',
  facebook: 'claimed',
  github: 'vouched',
  gitlab: 'vouched',
  google: 'vouched',
  linkedin: 'vouched',
  openid: 'vouched',
  spotify: 'claimed',
  strava: 'absent',
  twitch: 'vouched',
  twitter: 'vouched',
  wechat: 'absent',
  windowslive: 'claimed',
  workos: 'vouched',
} as const satisfies Partial<Record<SimulationId, string>>

const named = Object.entries(providers) as [keyof typeof providers, 'vouched' | 'claimed' | 'absent'][]
const people = () => federated.app.services.store.users.count()

describe.each(named)('%s', (id, address) => {
  test('makes an account, and opens the same one next time', async () => {
    const { app, upstream } = federated
    const person = upstream.as(id).nextUser()
    const first = await federated.signIn(id)
    expect(first.url.pathname.endsWith('/prove')).toBe(address === 'claimed')
    expect(isSignedIn(await allow(await prove(federated, first)))).toBe(true)
    const again = await federated.signIn(id)
    expect(again.url.pathname.endsWith('/prove')).toBe(false)
    expect(isSignedIn(await allow(again))).toBe(true)
    expect(await people()).toBe(1)
    const user = await app.services.store.users.findByEmail(person.email ?? '')
    expect(user?.emails[0]?.verifiedAt ?? undefined).toEqual(address === 'absent' ? undefined : expect.any(Date))
  })

  test('joins the account that has proven the same address', async () => {
    const { app, upstream } = federated
    const alice = await app.createUser()
    upstream.as(id).nextUser({ email: 'alice@example.com' })
    expect(isSignedIn(await federated.enter(id))).toBe(true)
    expect(await people()).toBe(address === 'absent' ? 2 : 1)
    const linked = (await listIdentities(app.services, alice.id)).map(({ provider }) => provider)
    expect(linked).toEqual(address === 'absent' ? [] : [id])
  })
})

test('Twitter by OAuth 1.0a signs in through the same button', async () => {
  const older = await startFederated({}, { providers: ['twitter1'] })
  await older.reset()
  expect(isSignedIn(await older.enter('twitter1'))).toBe(true)
  await older.close()
})

test('the sign-in page offers every provider that is set up, the sign-up page too', async () => {
  const buttons = (page: { root: { querySelectorAll(selector: string): { getAttribute(name: string): unknown }[] } }) =>
    page.root.querySelectorAll('button[name=provider]').map((button) => button.getAttribute('value'))
  const expected = named.map(([id]) => id).sort()
  expect(buttons(await federated.open()).sort()).toEqual(expected)
  expect(buttons(await federated.open(undefined, { prompt: 'create' })).sort()).toEqual(expected)
})

test('a person who came to sign up can do it with a provider', async () => {
  federated.upstream.as('google').nextUser()
  const browser = federated.app.browser()
  const page = await federated.open(browser, { prompt: 'create' })
  const done = await comeBack(federated.app, browser, await federated.visit(page, 'google'))
  expect(isSignedIn(await allow(done))).toBe(true)
})

test('the provider used last is marked in this browser, and only once it has opened an account', async () => {
  const { app, upstream } = federated
  const browser = app.browser()
  const marked = async () => (await federated.open(browser, { prompt: 'login' })).root.querySelectorAll('.tag')
  upstream.as('github').nextUser()
  upstream.as('github').refuse({ error: 'access_denied' })
  await federated.signIn('github', browser)
  upstream.as('github').refuse()
  expect(await marked()).toHaveLength(0)
  await federated.enter('github', browser)
  const [tag, ...others] = await marked()
  expect(others).toEqual([])
  expect(tag?.closest('button')?.getAttribute('value')).toBe('github')
  expect((await federated.open(app.browser())).root.querySelectorAll('.tag')).toHaveLength(0)
})

test('the application is told how the person signed in', async () => {
  const browser = federated.app.browser()
  federated.upstream.as('google').nextUser()
  await federated.enter('google', browser)
  const rp = await relyingParty(federated.app, client)
  const claims = (await rp.signIn({ browser })).claims()
  expect(claims).toMatchObject({ amr: ['fed'], acr: 'urn:latchkey:pwd' })
})

describe('a second step', () => {
  test('is asked for on this way in too', async () => {
    const { app, upstream } = federated
    const alice = await app.createUser()
    const totp = await enrolTotp(app, alice)
    upstream.as('google').nextUser({ email: 'alice@example.com' })
    const browser = app.browser()
    const page = await federated.signIn('google', browser)
    expect(page.url.pathname).toMatch(/\/factor$/)
    const wrong = await page.submit({ code: '000000' })
    expect(wrong.status).toBe(401)
    expect(isSignedIn(await allow(await wrong.submit({ code: totp.code() })))).toBe(true)
    const rp = await relyingParty(app, client)
    expect((await rp.signIn({ browser })).claims()?.['amr']).toEqual(['fed', 'otp', 'mfa'])
  })

  test('cannot be skipped by going back to the provider', async () => {
    const { app, upstream } = federated
    await enrolTotp(app, await app.createUser())
    upstream.as('google').nextUser({ email: 'alice@example.com' })
    const browser = app.browser()
    await federated.signIn('google', browser)
    const page = await federated.signIn('google', browser)
    expect(page.url.pathname).toMatch(/\/factor$/)
  })
})

test('a request of a provider says what it must and nothing of ours', async () => {
  const page = await choose(await federated.open(), 'google')
  const { searchParams } = page.url
  expect(page.response.status).toBe(303)
  expect(page.response.headers.get('referrer-policy')).toBe('no-referrer')
  expect(searchParams.get('redirect_uri')).toBe(`${federated.app.origin}/federation/google/callback`)
  expect(Buffer.from(searchParams.get('state') ?? '', 'base64url').length).toBeGreaterThanOrEqual(16)
  expect(searchParams.get('nonce')).toBeTruthy()
  expect(searchParams.get('code_challenge_method')).toBe('S256')
  expect(page.url.href).not.toContain('interaction')
})
