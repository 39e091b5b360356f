import { Secret, TOTP } from 'otpauth'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { password, startApp, type TestApp } from '../support/app.ts'
import { launchChromium } from '../support/chromium.ts'

let app: TestApp
let chromium: Browser

beforeAll(async () => {
  app = await startApp({}, { host: 'localhost' })
  chromium = await launchChromium()
})
beforeEach(() => app.reset())
afterAll(async () => {
  await chromium.close()
  await app.close()
})

/** A window of a device that can make passkeys and whose owner always agrees. */
async function openWindow(): Promise<Page> {
  const page = await (await chromium.newContext()).newPage()
  page.setDefaultTimeout(10_000)
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  // The field's own offer would sign in before a test has pressed anything.
  await page.addInitScript(() => {
    Object.assign(PublicKeyCredential, { isConditionalMediationAvailable: async () => false })
  })
  return page
}

async function signIn(page: Page, path: string): Promise<void> {
  await page.goto(`${app.origin}${path}`)
  await page.fill('[name=identifier]', 'alice@example.com')
  await page.fill('[name=password]', password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(`**${path}`)
}

test('a passkey is made on the account page, opens the account alone, and is removed', {
  timeout: 60_000,
}, async () => {
  const alice = await app.createUser()
  const page = await openWindow()
  await signIn(page, '/account/security')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.waitForURL('**/account/security?saved=1')
  expect(await app.services.store.passkeys.countByUser(alice.id)).toBe(1)

  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.goto(`${app.origin}/account/security`)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.waitForURL('**/account/security')

  await page.getByRole('link', { name: /^Remove/ }).click()
  await page.getByRole('button', { name: 'Remove' }).click()
  await page.waitForURL('**/account/security?saved=1')
  expect(await app.services.store.passkeys.countByUser(alice.id)).toBe(0)
})

test('an authenticator app is set up from the key beside the picture, and its codes are asked for', async () => {
  const alice = await app.createUser()
  const page = await openWindow()
  await signIn(page, '/account/second-factor')
  const picture = page.getByRole('img').and(page.locator('[src^="data:image/svg+xml"]'))
  expect(await picture.count()).toBe(1)
  const key = (await page.locator('main .secret').innerText()).replaceAll(/\s/g, '')
  const totp = new TOTP({ secret: Secret.fromBase32(key) })
  await page.fill('[name=code]', totp.generate({ timestamp: Date.now() }))
  await page.getByRole('button', { name: 'Turn on' }).click()
  await page.getByRole('heading', { name: 'Keep these codes' }).waitFor()
  expect((await app.services.store.users.get(alice.id)).totpEnabledAt).not.toBeNull()
})
