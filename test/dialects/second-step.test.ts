import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Browser, Page } from '../support/browser.ts'
import { accounts, call, type Dialects, pkce, startDialects } from '../support/dialects.ts'
import { nhostApp } from '../support/nhost.ts'
import { type AuthenticatorApp, enrolTotp } from '../support/people.ts'
import { preludeApp } from '../support/prelude.ts'

let dialects: Dialects
let authenticator: AuthenticatorApp

beforeAll(async () => {
  dialects = await startDialects()
})
beforeEach(async () => {
  await dialects.app.reset()
  dialects.upstream.as('github').nextUser()
  await nhostApp(dialects).session()
  const [user] = await accounts(dialects.app)
  if (user) authenticator = await enrolTotp(dialects.app, user)
})
afterAll(() => dialects.close())

/** Signs in as far as the page that asks for the second step. */
const ways = {
  async nhost(query: Record<string, string> = { redirectTo: 'https://x.wild.test/in', state: 'mine' }) {
    const { browser, location } = await nhostApp(dialects).begin({ query })
    return { browser, url: (await dialects.upstream.visit(location)).url }
  },
  async prelude() {
    const { browser, url, verifier } = await preludeApp(dialects).begin()
    return { browser, url: (await dialects.upstream.visit(url)).url, verifier }
  },
} as const

const open = ({ browser, url }: { browser: Browser; url: URL }): Promise<Page> => browser.open(url.href)
const carried = (page: Page) => Object.fromEntries(page.url.searchParams)

describe.each(['nhost', 'prelude'] as const)('a person of %s whose account asks for two steps', (api) => {
  const result = api === 'nhost' ? 'refreshToken' : 'challenge_token'

  test('takes the second one on a page of ours, and goes on to the app', async () => {
    const page = await open(await ways[api]())
    expect(page.status).toBe(200)
    expect(page.url.origin).toBe(dialects.app.origin)
    const done = await page.submit({ code: authenticator.code() })
    expect(carried(done)).toHaveProperty(result)
    expect(done.url.origin).not.toBe(dialects.app.origin)
  })

  test('may use a recovery code', async () => {
    const way = await ways[api]()
    const page = await open(way)
    const link = page.root
      .querySelectorAll('main a')
      .find((anchor) => anchor.getAttribute('href')?.includes('recovery'))
    const other = await way.browser.open(link?.getAttribute('href')?.replaceAll('&amp;', '&') ?? '')
    expect(carried(await other.submit({ code: authenticator.recoveryCodes[0] ?? '' }))).toHaveProperty(result)
  })

  test('has five tries, and cannot skip the page', async () => {
    const page = await open(await ways[api]())
    for (let guess = 0; guess < 5; guess += 1) {
      const again = await page.submit({ code: '000000' })
      expect(again.status).toBe(401)
      expect(again.text).toContain('not right')
    }
    const late = await page.submit({ code: authenticator.code() })
    expect(late.status).toBe(401)
    expect(late.url.origin).toBe(dialects.app.origin)
  })

  test('takes it once', async () => {
    const page = await open(await ways[api]())
    await page.submit({ code: authenticator.code() })
    dialects.app.advance(60)
    expect((await page.submit({ code: authenticator.code() })).status).toBe(409)
  })

  test('takes it within ten minutes', async () => {
    const page = await open(await ways[api]())
    dialects.app.advance(600)
    expect((await page.submit({ code: authenticator.code() })).status).toBe(401)
  })

  test('is not asked by other sites', async () => {
    const way = await ways[api]()
    const page = await open(way)
    const headers = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }
    const answer = await page.submit({ code: authenticator.code() }, { headers })
    expect(answer.status).toBe(403)
  })
})

test('a code of Nhost and its session know of both steps', async () => {
  const { verifier, challenge } = await pkce()
  const page = await open(await ways.nhost({ codeChallenge: challenge }))
  const done = await page.submit({ code: authenticator.code() })
  const json = { code: carried(done)['code'], codeVerifier: verifier }
  expect((await call(dialects.app.browser(), 'POST /token/exchange', { json })).status).toBe(200)
})

test('a challenge token of Prelude and its session know of both steps', async () => {
  const way = await ways.prelude()
  const done = await (await open(way)).submit({ code: authenticator.code() })
  expect((await preludeApp(dialects).finalize(carried(done)['challenge_token'], way.verifier)).status).toBe(200)
})

test('what stands for the first step at one API is nothing at another', async () => {
  const page = await open(await ways.nhost())
  const ticket = page.url.searchParams.get('ticket') ?? ''
  const path = `/v1/session/login/second-step?ticket=${ticket}`
  expect((await dialects.app.browser().open(path)).status).toBe(401)
})
