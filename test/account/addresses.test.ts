import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { password, startApp, type TestApp } from '../support/app.ts'
import type { Page } from '../support/browser.ts'
import { mailbox } from '../support/mailbox.ts'

let app: TestApp
let mail: ReturnType<typeof mailbox>

beforeAll(async () => {
  app = await startApp()
  mail = mailbox(app.services)
})
beforeEach(() => app.reset())
afterAll(() => app.close())

async function openAddresses(browser = app.browser()): Promise<Page> {
  const page = await browser.open('/account/addresses')
  return page.submit({ identifier: 'alice@example.com', password })
}

/** Adds an address; answers the page that asks for its code. */
async function add(email: string, browser = app.browser()): Promise<Page> {
  return (await openAddresses(browser)).submit({ email }, { button: 'Add address' })
}

test('a new address is proven by the code it is sent, becomes the main one, and the old one is told', async () => {
  const alice = await app.createUser()
  const asked = await add('alice@work.example')
  expect(asked.url.pathname).toBe('/account/addresses/verify')
  expect(await mail.newest('alice@work.example')).toMatchObject({ template: 'verify-address' })

  const wrong = await asked.submit({ code: '000000' }, { button: 'Confirm' })
  expect(wrong.status).toBe(401)
  const listed = await wrong.submit({ code: await mail.code('alice@work.example') }, { button: 'Confirm' })
  expect(listed.url.pathname + listed.url.search).toBe('/account/addresses?saved=1')

  await listed.submit({}, { button: 'Make primary' })
  const { values } = await mail.newest('alice@example.com', 'email-changed')
  expect(values['email']).toBe('alice@work.example')
  const { emails, primaryEmailId } = await app.services.store.users.get(alice.id)
  expect(emails.find(({ id }) => id === primaryEmailId)?.address).toBe('alice@work.example')

  // Whoever reads the old address and did not want this gets the account back from there.
  const recover = await app.browser().open(values['recoverUrl'] ?? '')
  await recover.submit({ email: 'alice@example.com' }, { button: 'Send the link' })
  expect(await mail.to('alice@example.com')).toContainEqual(expect.objectContaining({ template: 'reset-password' }))
})

test('an address that is not proven is sent another code from the list', async () => {
  await app.createUser()
  const browser = app.browser()
  await add('alice@work.example', browser)
  app.advance(1)
  const listed = await browser.open('/account/addresses')
  const again = await listed.submit({}, { button: 'Send a code' })
  expect(again.url.pathname).toBe('/account/addresses/verify')
  const proven = await again.submit({ code: await mail.code('alice@work.example') }, { button: 'Confirm' })
  expect(proven.url.search).toBe('?saved=1')
})

test("somebody else's proven address is refused", async () => {
  await app.createUser()
  await app.createUser('bob@example.com')
  const refused = await add('bob@example.com')
  expect(refused.status).toBe(409)
  expect(refused.text).toContain('already belongs to an account')
})
