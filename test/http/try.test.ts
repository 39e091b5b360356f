import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { password, startApp, type TestApp } from '../support/app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

/** A person in front of the consent page of `/try`. */
async function asked(browser = app.browser()) {
  await app.createUser('alice@example.com', { firstName: 'Alice' })
  const signIn = await (await browser.open('/try')).submit()
  return signIn.submit({ identifier: 'alice@example.com', password })
}

test('the small app shows what it received, and signs the person out again', async () => {
  const browser = app.browser()
  const result = await (await asked(browser)).submit({}, { button: 'Allow' })
  expect(result.text).toContain('Hello, Alice')
  expect(result.text).toContain('at_hash')
  const signOut = result.root.querySelectorAll('a').find((link) => link.text === 'Sign out')
  const question = await browser.open(signOut?.getAttribute('href') ?? '')
  const back = await question.submit({}, { button: 'Sign out' })
  expect(back.url.pathname).toBe('/try')
  expect((await back.submit()).html).toContain('name="password"')
})

test('who says no is back where it began, and told so', async () => {
  const refused = await (await asked()).submit({}, { button: 'Deny' })
  expect(refused.text).toContain('Latchkey says that you cancelled')
  expect(refused.html).toContain('action="/try/start"')
})
