import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { password, startApp, type TestApp } from '../support/app.ts'
import type { Page } from '../support/browser.ts'
import { claimsOf, protocol } from '../support/protocol.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(async () => {
  await app.reset()
  await app.createUser('alice@example.com', { firstName: 'Alice' })
})
afterAll(() => app.close())

/** The consent page of a request, after the sign-in. */
async function consentPage(application = {}, params: Record<string, string> = {}): Promise<Page> {
  const { request } = protocol(app, await app.createClient(application))
  const page = await app.browser().open(`/oauth/authorize?${request(params)}`)
  return page.submit({ identifier: 'alice@example.com', password })
}

const items = (page: Page) => page.root.querySelectorAll('.permissions li').map((item) => item.structuredText.trim())

test('the page says who asks, for whom, for what and where the answer goes (A.1.10)', async () => {
  const page = await consentPage({
    name: 'Photo <b>prints</b>',
    redirectUris: ['https://a.photos.example.co.uk/cb?x=1'],
  })
  expect(page.text).toContain('Photo <b>prints</b>')
  expect(page.html).not.toContain('<b>prints')
  expect(page.text).toContain('alice@example.com')
  expect(page.text).toContain('example.co.uk')
  expect(page.text).toContain('https://a.photos.example.co.uk/cb?x=1')
  expect(items(page)).toEqual(['See your name, username and picture', 'See your email address'])
  const buttons = page.root.querySelectorAll('.choice button').map((button) => button.structuredText.trim())
  expect(buttons).toEqual(['Allow', 'Deny'])
})

test('access that lasts is a sentence of its own, also when nothing else is asked for (A.1.10)', async () => {
  const page = await consentPage({}, { scope: 'offline_access' })
  expect(items(page)).toEqual([])
  expect(page.root.querySelector('.note')?.structuredText).toBeTruthy()
  const without = await consentPage({}, { scope: 'openid email' })
  expect(without.root.querySelector('.note')).toBeNull()
})

test('a scope of the application itself is told in its own words', async () => {
  const customScopes = [{ scope: 'prints:order', description: 'Order prints of your photos', requires_consent: true }]
  const page = await consentPage({ scopes: 'prints:order', customScopes }, { scope: 'prints:order' })
  expect(items(page)).toEqual(['Order prints of your photos'])
})

test('an application without a consent screen is signed in to at once (A.1.10)', async () => {
  const page = await consentPage({ consentScreen: false })
  expect(page.url.searchParams.get('code')).toBeTruthy()
  const { authorize } = protocol(app, await app.createClient({ firstParty: true }))
  expect((await authorize()).url.searchParams.get('code')).toBeTruthy()
})

test('what was allowed is remembered for the person, in any browser', async () => {
  const client = await app.createClient()
  const { authorize, request } = protocol(app, client)
  await authorize({ scope: 'openid email' })
  const page = await app.browser().open(`/oauth/authorize?${request({ scope: 'openid email' })}`)
  const done = await page.submit({ identifier: 'alice@example.com', password })
  expect(done.url.searchParams.get('code')).toBeTruthy()
})

test('what is allowed at the same moment in several browsers adds up', async () => {
  const scopes = ['profile', 'email', 'offline_access', 'openid profile', 'openid email', 'openid offline_access']
  const client = await app.createClient()
  const { request } = protocol(app, client)
  const pages = await Promise.all(
    scopes.map(async (scope) => {
      const page = await app.browser().open(`/oauth/authorize?${request({ scope })}`)
      return page.submit({ identifier: 'alice@example.com', password })
    }),
  )
  const answers = await Promise.all(pages.map((page) => page.submit({}, { button: 'Allow' })))
  expect(answers.every(({ url }) => url.searchParams.has('code'))).toBe(true)
  const user = await app.services.store.users.findByEmail('alice@example.com')
  const [consent] = await app.services.store.consents.listByUser(user?.id ?? '')
  expect([...(consent?.scopes ?? [])].sort()).toEqual(['email', 'offline_access', 'openid', 'profile'])
})

test('what was denied is not remembered', async () => {
  const { request } = protocol(app, await app.createClient())
  const browser = app.browser()
  const login = await browser.open(`/oauth/authorize?${request()}`)
  const denied = await (await login.submit({ identifier: 'alice@example.com', password })).submit(
    {},
    { button: 'Deny' },
  )
  expect(denied.url.searchParams.get('error')).toBe('access_denied')
  const again = await browser.open(`/oauth/authorize?${request()}`)
  expect(again.html).toContain('name="consented"')
})

test('whoever is signed in with the wrong account switches, and the other one is asked', async () => {
  const bob = await app.createUser('bob@example.com')
  const { request, redeem } = protocol(app, await app.createClient())
  const browser = app.browser()
  const signIn = await browser.open(`/oauth/authorize?${request()}`)
  const asked = await signIn.submit({ identifier: 'alice@example.com', password })
  expect(asked.text).toContain('as alice@example.com')
  const other = await browser.open(asked.root.querySelector('a[href$="?other=1"]')?.getAttribute('href') ?? '')
  expect(other.root.querySelector('[name=identifier]')?.getAttribute('value')).toBe('')
  const askedAgain = await other.submit({ identifier: 'bob@example.com', password })
  expect(askedAgain.text).toContain('as bob@example.com')
  const end = await askedAgain.submit({}, { button: 'Allow' })
  const { body } = await redeem(end.url.searchParams.get('code') ?? '')
  expect(claimsOf(String(body['id_token']))['sub']).toBe(bob.id)
})
