import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { password, startApp, type TestApp } from '../support/app.ts'
import type { Browser } from '../support/browser.ts'
import { allow, isSignedIn, openSignIn } from '../support/interaction.ts'

const hour = 3600
const day = 24 * hour

let app: TestApp

beforeAll(async () => {
  app = await startApp({ SESSION_TTL: '14d' })
})
beforeEach(async () => {
  await app.reset()
  await app.createUser()
})
afterAll(() => app.close())

/** Signs in, and answers how to come by again: whether the browser still knows the person. */
async function signIn(remember: 'true' | 'false'): Promise<() => Promise<boolean>> {
  const client = await app.createClient()
  const browser: Browser = app.browser()
  const page = await openSignIn(app, client, { browser })
  const box: Record<string, string> = remember === 'true' ? { remember } : {}
  const done = await allow(await page.submit({ identifier: 'alice@example.com', password, ...box }))
  expect(isSignedIn(done)).toBe(true)
  return async () => isSignedIn(await openSignIn(app, client, { browser }))
}

test('a remembered session ends two weeks after the sign-in, however often it was used', async () => {
  const comesBy = await signIn('true')
  for (let visit = 0; visit < 2; visit += 1) {
    app.advance(6 * day)
    expect(await comesBy()).toBe(true)
  }
  app.advance(3 * day)
  expect(await comesBy()).toBe(false)
})

test('a session that nobody asked to keep lives on as long as it is used every day', async () => {
  const comesBy = await signIn('false')
  for (let visit = 0; visit < 5; visit += 1) {
    app.advance(23 * hour)
    expect(await comesBy()).toBe(true)
  }
  app.advance(day + 1)
  expect(await comesBy()).toBe(false)
})

test('daily use does not carry a session beyond two weeks', async () => {
  const comesBy = await signIn('false')
  for (let visit = 0; visit < 14; visit += 1) {
    app.advance(23 * hour)
    expect(await comesBy()).toBe(true)
  }
  app.advance(15 * hour)
  expect(await comesBy()).toBe(false)
})
