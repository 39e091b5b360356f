import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { openSignIn, uidOf } from '../support/interaction.ts'
import { mailbox } from '../support/mailbox.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp({ SIGN_UP: 'closed' })
})
afterAll(() => app.close())

test('where sign-up is closed the sign-in does not offer it, and the page says who adds people', async () => {
  const client = await app.createClient()
  const browser = app.browser()
  const signIn = await openSignIn(app, client, { browser })
  expect(signIn.html).not.toContain('/sign-up')

  const closed = await openSignIn(app, client, { browser, params: { prompt: 'create' } })
  expect([closed.status, closed.text]).toEqual([403, expect.stringContaining('By invitation only')])

  const forced = await browser.open(`/interaction/${uidOf(closed)}/sign-up`, {
    method: 'POST',
    body: new URLSearchParams({ email: 'ada@example.com', password: 'every quiet harbour' }),
    headers: { origin: app.origin },
  })
  expect(forced.status).toBe(403)
  expect(await mailbox(app.services).all()).toEqual([])
  expect(await app.services.store.users.count()).toBe(0)
})
