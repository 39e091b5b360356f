import { password, type TestApp } from './app.ts'
import type { Browser, Page } from './browser.ts'

export const administratorEmail = 'ada@example.com'

/** Signs an administrator in, who is made if need be, and opens one of the administrators' pages. */
export async function openAsAdministrator(app: TestApp, path = '/admin', browser = app.browser()): Promise<Page> {
  if (!(await app.services.store.users.findByEmail(administratorEmail))) {
    await app.createUser(administratorEmail, { isAdmin: true, firstName: 'Ada', lastName: 'Lovelace' })
  }
  return signInAs(browser, administratorEmail, path)
}

/** Opens a page of ours and signs in on the way, if it asks for it. */
export async function signInAs(browser: Browser, identifier: string, path: string): Promise<Page> {
  const page = await browser.open(path)
  return page.root.querySelector('input[name=password]') ? page.submit({ identifier, password }) : page
}
