import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.close())

const languageOf = (html: string) => /<html lang="([^"]+)" dir="([^"]+)"/.exec(html)?.slice(1)

test('a page speaks the language its browser reads, and English to everybody else', async () => {
  const browser = app.browser()
  expect(languageOf((await browser.open('/')).html)).toEqual(['en', 'ltr'])
  browser.headers = { ...browser.headers, 'accept-language': 'tlh, ar;q=0.8, de;q=0.5' }
  expect(languageOf((await browser.open('/')).html)).toEqual(['ar', 'rtl'])
})

test('a language chosen at the foot of a page is kept for the next one', async () => {
  const browser = app.browser()
  const link = (await browser.open('/')).root.querySelector('a[hreflang="ja"]')?.getAttribute('href')
  expect(languageOf((await browser.open(link ?? '')).html)).toEqual(['ja', 'ltr'])
  expect(languageOf((await browser.open('/try')).html)).toEqual(['ja', 'ltr'])
})

test('a language that is not there changes nothing', async () => {
  const browser = app.browser()
  expect(languageOf((await browser.open('/?lang="><script>')).html)).toEqual(['en', 'ltr'])
  expect(browser.cookies.size).toBe(0)
})
