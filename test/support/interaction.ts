import * as client from 'openid-client'
import type { TestApp, TestClient } from './app.ts'
import type { Browser, Page } from './browser.ts'

export interface AskedSignIn {
  readonly browser?: Browser
  readonly params?: Readonly<Record<string, string>>
}

/** Sends a browser with a new authorization request; answers the first page a person sees. */
export async function openSignIn(
  app: TestApp,
  { clientId, redirectUri }: TestClient,
  { browser = app.browser(), params = {} }: AskedSignIn = {},
): Promise<Page> {
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid email',
    state: client.randomState(),
    code_challenge: await client.calculatePKCECodeChallenge(client.randomPKCECodeVerifier()),
    code_challenge_method: 'S256',
    ...params,
  })
  return browser.open(`/oauth/authorize?${query}`)
}

/** The part of an interaction's address that names it. */
export function uidOf(page: Page): string {
  const uid = /^\/interaction\/([^/]+)/.exec(page.url.pathname)?.[1]
  if (uid === undefined) throw new Error(`not a page of an interaction: ${page.url}`)
  return uid
}

/** Whether a page is the application's own: the sign-in has come to its end. */
export function isSignedIn(page: Page): boolean {
  return page.url.searchParams.get('code') !== null
}

/** Gives consent, if it is asked for. */
export async function allow(page: Page): Promise<Page> {
  return page.html.includes('name="consented"') ? page.submit({ consented: 'true' }) : page
}
