import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { password, startApp, type TestApp } from '../support/app.ts'
import { launchChromium } from '../support/chromium.ts'

let app: TestApp
let chromium: Browser
let page: Page

beforeAll(async () => {
  app = await startApp({}, { host: 'localhost' })
  chromium = await launchChromium()
})
beforeEach(async () => {
  await app.reset()
  page = await (await chromium.newContext()).newPage()
  page.setDefaultTimeout(10_000)
})
afterAll(async () => {
  await chromium.close()
  await app.close()
})

const focused = () => page.evaluate('document.activeElement.name')

test('a person signs in without a mouse: name, password, Enter', async () => {
  await app.createUser()
  await page.goto(`${app.origin}/account/security`)
  expect(await focused()).toBe('identifier')
  await page.keyboard.type('alice@example.com')
  await page.keyboard.press('Tab')
  expect(await focused()).toBe('password')
  await page.keyboard.type('not the password')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()

  // What was typed is still there, so the keyboard is where it has to be typed again.
  expect(await focused()).toBe('password')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/account/security')
})

test('the keyboard is in the field that was refused', async () => {
  await page.goto(`${app.origin}/account`)
  await page.getByRole('link', { name: 'Create an account' }).click()
  expect(await focused()).toBe('email')
  await page.keyboard.type('bob@example.com')
  await page.fill('[name=password]', 'short')
  await page.keyboard.press('Enter')
  await page.locator('#field-password-wrong').waitFor()
  expect(await focused()).toBe('password')
})
