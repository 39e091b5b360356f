import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { setupSecret } from '../../src/core/setup/first-administrator.ts'
import { instanceId } from '../../src/core/setup/instance-id.ts'
import { startApp, type TestApp } from '../support/app.ts'

let app: TestApp
let link: string

beforeAll(async () => {
  app = await startApp()
})
beforeEach(async () => {
  await app.reset()
  link = `/setup?secret=${setupSecret(app.services, await instanceId(app.services))}`
})
afterAll(() => app.close())

const administrator = { email: 'ada@example.com', name: 'Ada Lovelace', password: 'correct horse battery staple' }

test('the setup link makes the first administrator, once', async () => {
  const page = await app.browser().open(link)
  await page.submit(administrator)
  const user = await app.services.store.users.findAdministrator()
  expect(user).toMatchObject({ firstName: 'Ada', lastName: 'Lovelace' })
  expect(user?.emails[0]?.verifiedAt).not.toBeNull()

  expect((await app.browser().open(link)).status).toBe(410)
  const again = await page.submit({ ...administrator, email: 'mallory@example.com' })
  expect(again.status).toBe(410)
  expect(await app.services.store.users.count()).toBe(1)
})

test('ten people with the link at once make one administrator', async () => {
  const page = await app.browser().open(link)
  const tries = Array.from({ length: 10 }, (_, index) =>
    page.submit({ ...administrator, email: `a${index}@example.com` }),
  )
  await Promise.all(tries)
  expect(await app.services.store.users.count()).toBe(1)
})

test('a wrong secret makes nobody', async () => {
  const page = await app.browser().open('/setup?secret=guess')
  expect((await page.submit(administrator)).status).toBe(401)
  expect(await app.services.store.users.count()).toBe(0)
})

test('a weak password is refused at its field and what was typed stays', async () => {
  const page = await (await app.browser().open(link)).submit({ ...administrator, password: 'short' })
  expect(page.status).toBe(422)
  expect(page.root.querySelector('[name=email]')?.getAttribute('value')).toBe('ada@example.com')
  expect(page.html).not.toContain('value="short"')
  await page.submit(administrator)
  expect(await app.services.store.users.count()).toBe(1)
})

test('a form of a foreign page makes nobody', async () => {
  const page = await app.browser().open(link)
  const response = await page.submit(administrator, {
    headers: { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' },
  })
  expect(response.status).toBe(403)
  expect(await app.services.store.users.count()).toBe(0)
})

test.each(['/SETUP', '/ACCOUNT', '/RECOVER', '/Verify/abc', '/INTERACTION/abc'])(
  '%s is no page, in whatever spelling a guard might miss it',
  async (path) => {
    for (const method of ['GET', 'POST']) expect((await app.browser().request(path, { method })).status).toBe(404)
  },
)
