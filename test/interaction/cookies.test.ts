import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { password, startApp, type TestApp } from '../support/app.ts'
import { allow, isSignedIn, openSignIn } from '../support/interaction.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

/** Follows redirects as a browser does that keeps no cookies; answers the first page. */
async function openWithoutCookies(address: string, hops = 8): Promise<Response> {
  const answer = await fetch(new URL(address, app.origin), { redirect: 'manual', headers: { accept: 'text/html' } })
  const location = answer.headers.get('location')
  if (location === null || hops === 0) return answer
  return openWithoutCookies(location, hops - 1)
}

test('a browser that keeps no cookies is told so, instead of being sent in circles', async () => {
  for (const address of ['/account', (await openSignIn(app, await app.createClient())).url.href]) {
    const answer = await openWithoutCookies(address)
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('This browser keeps no cookies')
  }
})

test('a sign-in that is opened in another browser begins again there', async () => {
  await app.createUser()
  const { url } = await openSignIn(app, await app.createClient())
  const page = await app.browser().open(url.href)
  expect(page.url.href).not.toBe(url.href)
  const end = await allow(await page.submit({ identifier: 'alice@example.com', password }))
  expect(isSignedIn(end)).toBe(true)
})
