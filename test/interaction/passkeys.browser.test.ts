import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { password, startApp, type TestApp, type TestClient } from '../support/app.ts'
import type { Authenticator } from '../support/authenticator.ts'
import { launchChromium } from '../support/chromium.ts'
import { enrolPasskey, enrolTotp } from '../support/people.ts'

let app: TestApp
let client: TestClient
let chromium: Browser

beforeAll(async () => {
  app = await startApp({}, { host: 'localhost' })
  chromium = await launchChromium()
})
beforeEach(async () => {
  await app.reset()
  client = await app.createClient({ redirectUris: [`${app.origin}/done`], consentScreen: false })
})
afterAll(async () => {
  await chromium.close()
  await app.close()
})

/** A window whose device holds a passkey; `touched` says whether its person agrees by themselves. */
async function open(passkey: Authenticator, { touched }: { touched: boolean }): Promise<Page> {
  const page = await (await chromium.newContext()).newPage()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: touched,
    },
  })
  await devtools.send('WebAuthn.addCredential', { authenticatorId, credential: passkey.export('localhost') as never })
  return page
}

function requestUrl(params: Record<string, string> = {}): string {
  const query = {
    client_id: client.clientId,
    redirect_uri: client.redirectUri,
    response_type: 'code',
    scope: 'openid',
    state: 'a-long-enough-state',
    ...params,
  }
  return `${app.origin}/oauth/authorize?${new URLSearchParams(query)}`
}

/** A browser that does not offer passkeys in the autofill of a field. */
async function withoutAutofill(page: Page): Promise<Page> {
  await page.addInitScript(() => {
    Object.assign(PublicKeyCredential, { isConditionalMediationAvailable: async () => false })
  })
  return page
}

test('the button signs in with a passkey alone', async () => {
  const passkey = await enrolPasskey(app, await app.createUser())
  const page = await withoutAutofill(await open(passkey, { touched: true }))
  await page.goto(requestUrl())
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.waitForURL(/\/done\?code=/)
})

test('a passkey picked in the autofill signs in without a press of the button', async () => {
  const passkey = await enrolPasskey(app, await app.createUser())
  const page = await open(passkey, { touched: true })
  await page.goto(requestUrl())
  await page.waitForURL(/\/done\?code=/)
})

test('a passkey is taken as the second step', async () => {
  const alice = await app.createUser()
  await enrolTotp(app, alice)
  const page = await withoutAutofill(await open(await enrolPasskey(app, alice), { touched: true }))
  await page.goto(requestUrl())
  await page.getByLabel('Email or username').fill('alice@example.com')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('link', { name: 'Use a passkey' }).click()
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.waitForURL(/\/done\?code=/)
})

test('pages say nothing to the console and break no policy', async () => {
  const page = await open(await enrolPasskey(app, await app.createUser()), { touched: false })
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  page.on('pageerror', (error) => said.push(String(error)))
  await page.goto(requestUrl())
  await page.getByRole('link', { name: 'Create an account' }).click()
  await page.getByLabel('Name (optional)', { exact: true }).waitFor()
  await page.goBack()
  await page.getByRole('link', { name: 'Forgot' }).click()
  await page.getByRole('button', { name: 'Send the link' }).waitFor()
  expect(said).toEqual([])
})

test('after a dialogue that was closed the field offers a passkey again', async () => {
  const page = await (await chromium.newContext()).newPage()
  // A device whose person always says no.
  await page.addInitScript(() => {
    const asked: string[] = []
    Object.assign(window, { asked })
    Object.assign(PublicKeyCredential, { isConditionalMediationAvailable: async () => true })
    CredentialsContainer.prototype.get = (options) => {
      asked.push(options?.mediation ?? 'dialogue')
      if (options?.mediation === 'conditional') return new Promise(() => undefined)
      return Promise.reject(new DOMException('closed', 'NotAllowedError'))
    }
  })
  await page.goto(requestUrl())
  const asked = () => page.evaluate('window.asked')
  await expect.poll(asked).toEqual(['conditional'])
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect.poll(asked).toEqual(['conditional', 'dialogue', 'conditional'])
})
