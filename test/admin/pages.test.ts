import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setupSecret } from '../../src/core/setup/first-administrator.ts'
import { instanceId } from '../../src/core/setup/instance-id.ts'
import { openAsAdministrator, signInAs } from '../support/administrator.ts'
import { password, startApp, type TestApp } from '../support/app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
beforeEach(() => app.reset())
afterAll(() => app.close())

describe('who may enter', () => {
  test('a visitor is sent to sign in and comes back to the page they wanted', async () => {
    const page = await openAsAdministrator(app, '/admin?from=bookmark')
    expect(`${page.url.pathname}${page.url.search}`).toBe('/admin?from=bookmark')
    expect(page.status).toBe(200)
    expect(page.title).toContain('Overview')
  })

  test('an ordinary person is refused with a page', async () => {
    await app.createUser()
    const page = await signInAs(app.browser(), 'alice@example.com', '/admin')
    expect(page.status).toBe(403)
    expect(page.text).toContain('Only administrators may see this.')
  })

  test('who is no longer an administrator is out with the next request', async () => {
    const browser = app.browser()
    await openAsAdministrator(app, '/admin', browser)
    const ada = await app.services.store.users.findAdministrator()
    await app.services.store.users.update(ada?.id ?? '', { isAdmin: false })
    expect((await browser.open('/admin')).status).toBe(403)
  })

  test('a sign-in of yesterday does not do, one of this morning does', async () => {
    const browser = app.browser()
    await openAsAdministrator(app, '/admin', browser)
    app.advance(11 * 3600)
    expect((await browser.open('/admin')).url.pathname).toBe('/admin')
    app.advance(2 * 3600)
    expect((await browser.open('/admin')).url.pathname).toMatch(/^\/interaction\//)
  })

  test('a backend key opens no page', async () => {
    const answer = await app
      .browser()
      .request('/admin', { headers: { authorization: `Bearer ${app.config.adminApiKey}` } })
    expect(answer.status).toBe(303)
  })

  test.each(['/ADMIN', '/admin/..;/admin', '//admin', '/admin/nothing-here'])('%s shows nothing', async (path) => {
    const browser = app.browser()
    await openAsAdministrator(app, '/admin', browser)
    const answer = await browser.request(`${app.origin}${path}`)
    expect([400, 404]).toContain(answer.status)
  })

  test('who comes back from a sign-in goes to a page of the administration only', async () => {
    const browser = app.browser()
    await openAsAdministrator(app, '/admin', browser)
    expect((await browser.request('/admin/callback?state=https://evil.test&code=x')).status).toBe(400)
    const account = app.services.vault.seal('/account', 'account.state')
    expect((await browser.request(`/admin/callback?state=${encodeURIComponent(account)}&code=x`)).status).toBe(400)
  })
})

test('the setup link leads to the administration', async () => {
  const browser = app.browser()
  const secret = setupSecret(app.services, await instanceId(app.services))
  const page = await browser.open(`/setup?secret=${secret}`)
  const next = await page.submit({ email: 'ada@example.com', name: 'Ada', password })
  const home = await next.submit({ identifier: 'ada@example.com', password })
  expect(home.url.pathname).toBe('/admin')
})

test('only administrators are shown the way', async () => {
  await app.createUser()
  const wayOf = async (email: string, path: string) => {
    const browser = app.browser()
    await signInAs(browser, email, '/account')
    return (await browser.open(path)).root.querySelector('a[href="/admin"]') !== null
  }
  await openAsAdministrator(app)
  expect([await wayOf('alice@example.com', '/account'), await wayOf('alice@example.com', '/')]).toEqual([false, false])
  expect([await wayOf('ada@example.com', '/account'), await wayOf('ada@example.com', '/')]).toEqual([true, true])
  expect((await app.browser().open('/')).html).not.toContain('/admin')
})

test('the overview counts, and tells what went wrong', async () => {
  await app.createClient()
  await app.services.mail.queue({ to: 'bob@example.com', template: 'reset-password', locale: 'en', values: {} })
  const [mail] = await app.services.store.mails.list(1)
  await app.services.store.mails.update(mail?.id ?? '', { status: 'failed' })
  const page = await openAsAdministrator(app)
  const numbers = page.root.querySelectorAll('.numbers > div').map((each) => each.structuredText.split('\n'))
  expect(numbers).toEqual(
    expect.arrayContaining([
      ['Administrators', '1'],
      ['Applications', '1'],
    ]),
  )
  expect(page.text).toContain('Mails that could not be sent: 1')
  expect(page.text).toContain('Your own account has no second step')
})
