import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { relyingParty } from '../support/relying-party.ts'

const day = 86_400

let app: TestApp

beforeAll(async () => {
  app = await startApp({ SESSION_TTL: '14d' })
})
beforeEach(() => app.reset())
afterAll(() => app.close())

test('a session ends two weeks after the sign-in, however often it was used', async () => {
  await app.createUser()
  const rp = await relyingParty(app, await app.createClient())
  const browser = app.browser()
  await rp.signIn({ browser })
  for (let visit = 0; visit < 2; visit += 1) {
    app.advance(6 * day)
    const { page } = await rp.authorize({ browser, email: 'nobody@example.com' })
    expect(page.url.searchParams.get('code')).toBeTruthy()
  }
  app.advance(3 * day)
  const { page } = await rp.authorize({ browser, email: 'nobody@example.com' })
  expect(page.html).toContain('name="password"')
})
