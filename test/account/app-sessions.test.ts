import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openSession } from '../../src/core/sessions/open-session.ts'
import { refreshSession } from '../../src/core/sessions/refresh-session.ts'
import type { SessionKind } from '../../src/core/sessions/session-kind.ts'
import { cloudbaseSessions } from '../../src/dialects/cloudbase/session.ts'
import { nhostSessions } from '../../src/dialects/nhost/session.ts'
import { preludeSessions } from '../../src/dialects/prelude/session.ts'
import type { User } from '../../src/store/users.ts'
import { password, startApp, type TestApp } from '../support/app.ts'
import type { Browser, Page } from '../support/browser.ts'

let app: TestApp
let alice: User

beforeAll(async () => {
  app = await startApp({ CLOUDBASE_ENV: 'env-1' })
})
beforeEach(async () => {
  await app.reset()
  alice = await app.createUser()
})
afterAll(() => app.close())

const kinds = () => [nhostSessions, preludeSessions, cloudbaseSessions(app.services, { instanceId: 'ins_1' })]

function open(kind: SessionKind) {
  const visit = { ip: '203.0.113.7', network: '203.0.113.0/24', userAgent: 'ExampleApp/7', locale: 'en' }
  const opening = { userId: alice.id, proofs: ['password'], visit: { ...visit, requestId: undefined } } as const
  return openSession(app.services, kind, opening)
}

async function devices(browser: Browser, identifier = 'alice@example.com'): Promise<Page> {
  return (await browser.open('/account/sessions')).submit({ identifier, password })
}

const end = (browser: Browser, appSession: string) =>
  browser.open('/account/sessions/end', {
    method: 'POST',
    headers: { origin: app.origin },
    body: new URLSearchParams({ appSession }),
  })

test('what apps hold by the social sign-in APIs is listed among the devices', async () => {
  for (const kind of kinds()) await open(kind)
  const page = await devices(app.browser())
  expect(page.text.match(/In an app/g)).toHaveLength(3)
  expect(page.text).toContain('ExampleApp/7')
  expect(page.root.querySelectorAll('input[name=appSession]')).toHaveLength(3)
})

test('one of them is ended alone', async () => {
  const browser = app.browser()
  await devices(browser)
  for (const kind of kinds()) {
    const [one, other] = [await open(kind), await open(kind)]
    expect((await end(browser, one.session.id)).status).toBe(200)
    await expect(refreshSession(app.services, kind, one)).rejects.toThrow('token.invalid')
    await refreshSession(app.services, kind, other)
  }
})

test('signing out everywhere else ends all of them', async () => {
  const held = await Promise.all(kinds().map(async (kind) => ({ kind, session: await open(kind) })))
  await (await devices(app.browser())).submit({}, { button: 'everywhere else' })
  for (const { kind, session } of held) {
    await expect(refreshSession(app.services, kind, session)).rejects.toThrow('token.invalid')
  }
})

test('nobody ends what an app holds for somebody else', async () => {
  await app.createUser('mallory@example.com')
  const held = await open(nhostSessions)
  const mallory = app.browser()
  await devices(mallory, 'mallory@example.com')
  expect((await end(mallory, held.session.id)).status).toBe(404)
  await refreshSession(app.services, nhostSessions, held)
})

test('the file of what is kept about a person has them too, without a token', async () => {
  const { refreshToken } = await open(nhostSessions)
  const browser = app.browser()
  await devices(browser)
  const text = await (await browser.request('/account/data/download')).text()
  expect(JSON.parse(text)).toMatchObject({ appSessions: [{ userAgent: 'ExampleApp/7' }] })
  expect(text).not.toContain(refreshToken)
})
