import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startApp, type TestApp, type TestClient } from '../support/app.ts'
import type { Browser } from '../support/browser.ts'
import type { JsonAnswer } from '../support/post-form.ts'
import { passPages, protocol, userinfo } from '../support/protocol.ts'
import { statementsOf } from '../support/statements.ts'

let app: TestApp
let client: TestClient
let browser: Browser
let held: JsonAnswer['body']

// Each operation once, after one that left behind what operations find in the memory of the process: the application, which
// stays there for a second that does not pass.
beforeAll(async () => {
  app = await startApp()
  vi.useFakeTimers({ toFake: ['Date', 'performance'], now: Date.now() })
  await app.createUser()
  const grantTypes = ['authorization_code', 'refresh_token', 'client_credentials']
  client = await app.createClient({ grantTypes, consentScreen: false })
  browser = app.browser()
  held = await protocol(app, client).tokens({}, { browser })
  await app.engine.flush()
})
afterAll(async () => {
  vi.useRealTimers()
  await app.close()
})

/** The statements of an operation that succeeds, and of what it leaves to be written in a moment. */
async function statements(operation: () => Promise<{ readonly status: number }>): Promise<readonly string[]> {
  return statementsOf(async () => {
    expect((await operation()).status).toBeLessThan(400)
    await app.engine.flush()
  })
}

const issued = 'insert artifacts'
const found = 'select artifacts'
const person = 'select users'

test('a token for an application takes one statement', async () => {
  const { token } = protocol(app, client)
  expect(await statements(() => token({ grant_type: 'client_credentials' }))).toEqual([issued])
})

test('a token is asked about with its grant, then the person', async () => {
  const { introspect } = protocol(app, client)
  expect(await statements(() => userinfo(app, held['access_token']))).toEqual([found, person])
  expect(await statements(() => introspect(held['access_token']))).toEqual([found, person])
  expect(await statements(() => introspect(held['refresh_token']))).toEqual([found, person])
})

test('a refresh takes four statements, two of which write', async () => {
  const { refresh } = protocol(app, client)
  const replaced = 'with artifacts'
  expect(await statements(() => refresh(held['refresh_token']))).toEqual([issued, found, person, replaced])
})

test('a visit of a person who is signed in takes four statements, the code six', async () => {
  const { request, redeem } = protocol(app, client)
  let code = ''
  const visit = async () => {
    const response = await browser.request(`/oauth/authorize?${request()}`)
    code = new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? ''
    return { status: 200 }
  }
  expect(await statements(visit)).toEqual([issued, found, found, person])
  const onRecord = 'insert audit_events'
  const consumed = 'update artifacts'
  expect(await statements(() => redeem(code))).toEqual([issued, issued, onRecord, found, person, consumed])
})

test('a token that is revoked goes with its grant', async () => {
  const { tokens, revoke } = protocol(app, client)
  const { access_token: token } = await tokens({}, { browser })
  expect(await statements(() => revoke(token))).toEqual([
    'delete artifacts',
    'delete artifacts',
    'insert audit_events',
    found,
  ])
})

test('a sign-in with a password from a known device takes no more statements than these', async () => {
  const { request } = protocol(app, client)
  const again = app.browser()
  await passPages(await again.open(`/oauth/authorize?${request()}`))
  for (const [key, { name }] of again.cookies) if (!name.includes('device')) again.cookies.delete(key)
  const open = () => again.open(`/oauth/authorize?${request()}`)
  expect(await statementsOf(open)).toEqual([issued, found])
  const page = await open()
  const during = await statementsOf(async () => expect((await passPages(page)).url.searchParams.has('code')).toBe(true))
  // The person, the device, the record and a mail in one statement; the sign-in and its person in another.
  const [arrival, session] = [['with users'], ['delete artifacts', issued, 'with users']]
  const interaction = [found, found, found, issued, 'update artifacts']
  const answer = [issued, issued]
  const password = [person, 'delete counters', person]
  expect(during).toEqual([...arrival, ...session, ...interaction, ...answer, ...password].sort())
})
