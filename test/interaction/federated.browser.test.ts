import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { password } from '../support/app.ts'
import { launchChromium } from '../support/chromium.ts'
import { type Federated, startFederated } from '../support/federated.ts'

let federated: Federated
let clientId: string
let chromium: Browser

beforeAll(async () => {
  federated = await startFederated({}, { host: 'localhost' })
  chromium = await launchChromium()
})
beforeEach(async () => {
  const application = { redirectUris: [`${federated.app.origin}/done`], consentScreen: false }
  clientId = (await federated.reset(application)).clientId
})
afterAll(async () => {
  await chromium.close()
  await federated.close()
})

/** A new window on the sign-in page. */
async function open(): Promise<Page> {
  const page = await (await chromium.newContext()).newPage()
  const query = {
    client_id: clientId,
    redirect_uri: `${federated.app.origin}/done`,
    response_type: 'code',
    scope: 'openid',
    state: 'a-long-enough-state',
  }
  await page.goto(`${federated.app.origin}/oauth/authorize?${new URLSearchParams(query)}`)
  return page
}

const press = (page: Page, name: string) =>
  page.getByRole('button', { name: `Continue with ${name}`, exact: true }).click()

test('a person signs in with a provider on another site', async () => {
  federated.upstream.as('google').nextUser()
  const page = await open()
  await press(page, 'Google')
  await page.waitForURL(/\/done\?code=/)
})

test('Apple posts its answer from its own site, and the cookies are there when they are needed', async () => {
  federated.upstream.as('apple').nextUser()
  const page = await open()
  await press(page, 'Apple')
  expect(new URL(page.url()).hostname).toBe('127.0.0.1')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL(/\/done\?code=/)
})

test('who cancels comes back to a calm page and can go on', async () => {
  federated.upstream.as('github').refuse({ error: 'access_denied' })
  const page = await open()
  await press(page, 'GitHub')
  await page.getByRole('status').filter({ hasText: 'GitHub says that you cancelled' }).waitFor()
  federated.upstream.as('github').refuse()
  await press(page, 'GitHub')
  await page.waitForURL(/\/done\?code=/)
})

test('an address is proven by the mailed code', async () => {
  federated.upstream.as('gitlab').nextUser({ email: 'ada@example.com', verified: false })
  const page = await open()
  await press(page, 'GitLab')
  await page.getByLabel('Code').fill(await federated.mail.code('ada@example.com'))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.waitForURL(/\/done\?code=/)
})

test('a signed-in person links a login, and unlinks it again', async () => {
  await federated.app.createUser()
  federated.upstream.as('apple').nextUser()
  const page = await (await chromium.newContext()).newPage()
  await page.goto(`${federated.app.origin}/account/logins`)
  await page.getByLabel('Email or username').fill('alice@example.com')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await press(page, 'Apple')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('link', { name: 'Unlink Apple' }).click()
  await page.getByRole('button', { name: 'Unlink' }).click()
  await page.waitForURL(/\/account\/logins\?saved=1$/)
  expect(await page.getByRole('link', { name: 'Unlink Apple' }).count()).toBe(0)
})
