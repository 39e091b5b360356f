import { password, type TestApp } from './app.ts'
import { Browser, type Page } from './browser.ts'

/** One person's browser as two sites see it: ours, and a relying party that runs on a server of its own. */
export interface Visitor {
  readonly site: Browser
  readonly provider: Browser
}

/** A new browser for a relying party at this address; without one it stops where the answer goes. */
export function visitor(app: TestApp, siteOrigin = 'https://nowhere.test'): Visitor {
  return { site: new Browser(siteOrigin), provider: app.browser() }
}

/** Goes wherever an address or a page leads: through sign-in and consent, and back to the relying party. */
export async function walkThrough({ site, provider }: Visitor, start: string | Page): Promise<Page> {
  const open = (address: string) =>
    (new URL(address, site.origin).origin === provider.origin ? provider : site).open(address)
  let page = typeof start === 'string' ? await open(start) : start
  for (let hop = 0; hop < 10; hop += 1) {
    const unopened = page.html === '' && [site.origin, provider.origin].includes(page.url.origin)
    if (unopened) page = await open(page.url.href)
    else if (page.html.includes('name="password"'))
      page = await page.submit({ identifier: 'alice@example.com', password })
    else if (page.html.includes('name="consented"')) page = await page.submit({}, { button: 'Allow' })
    else if (page.html.includes('name="logout"')) page = await page.submit({}, { button: 'Sign out' })
    else if (page.url.origin === provider.origin && page.root.querySelector('form')) page = await sendForm(site, page)
    else return page
  }
  throw new Error(`lost on the way, at ${page.url.href}: ${page.text}`)
}

// The answer as a form (OAuth 2.0 Form Post Response Mode), which a script would send.
async function sendForm(site: Browser, page: Page): Promise<Page> {
  const form = page.root.querySelector('main form')
  const action = new URL(form?.getAttribute('action') ?? '', page.url)
  const inputs = form?.querySelectorAll('input') ?? []
  const fields = inputs.map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? ''])
  if (action.origin !== site.origin) throw new Error(`a form to ${action.href}: ${page.text}`)
  return site.open(action.href, { method: 'POST', body: new URLSearchParams(fields) })
}
