import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { samples } from '../views/samples.tsx'
import { launchChromium } from './support/chromium.ts'
import { type SampleSite, startSampleSite } from './support/sample-site.tsx'

// Latin, signs without spaces, and from right to left; the other languages differ by their words only.
const languages = ['en', 'ja', 'ar'] as const
const schemes = ['light', 'dark'] as const
const widths = [360, 1280] as const

// Most rules read the markup, which is the same in every light and width; these look at what is painted.
const everyRule = { resultTypes: ['violations'], preload: false }
const rulesOfLooks = {
  ...everyRule,
  runOnly: ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size'],
}

let browser: Browser
let site: SampleSite
let axe: string

beforeAll(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  site = await startSampleSite()
  browser = await launchChromium()
})

afterAll(async () => {
  await browser?.close()
  site?.close()
})

for (const language of languages) {
  test(`axe-core finds nothing wrong with any page in ${language}, light or dark, narrow or wide`, async () => {
    const waiting = Object.keys(samples)
    const worker = async () => {
      const wrong: string[] = []
      const page = await openPage(wrong)
      for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
        await page.goto(`${site.origin}/${language}/${name}`, { waitUntil: 'load' })
        for (const complaint of await examine(page)) wrong.push(`${name}: ${complaint}`)
      }
      await page.close()
      return wrong
    }
    expect((await Promise.all([worker(), worker(), worker(), worker()])).flat()).toEqual([])
  }, 120_000)
}

/** A page that reaches no other site; what our own policy refuses is a mistake. */
async function openPage(wrong: string[]): Promise<Page> {
  const page = await browser.newPage({ reducedMotion: 'reduce' })
  await page.addInitScript({ content: axe })
  // The page of the form post presses its own button and is gone.
  await page.route(
    (url) => url.origin !== site.origin || url.pathname === '/assets/form-post.js',
    (route) => route.abort(),
  )
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) wrong.push(`${page.url()}: ${message.text()}`)
  })
  return page
}

/** Looks at one page in every light and width. */
async function examine(page: Page): Promise<string[]> {
  const wrong: string[] = []
  let rules = everyRule
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 })
    const overflows = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')
    if (overflows) wrong.push(`wider than ${width} pixels`)
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme })
      const { violations } = (await page.evaluate(`axe.run(${JSON.stringify(rules)})`)) as AxeResults
      const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} at ${html}`))
      wrong.push(...found.map((each) => `${each} (${width}, ${colorScheme})`))
      rules = rulesOfLooks
    }
  }
  return wrong
}
