import * as client from 'openid-client'
import { password, type TestApp, type TestClient } from './app.ts'
import type { Browser } from './browser.ts'

export interface SignInOptions {
  readonly browser?: Browser
  readonly email?: string
  readonly scope?: string
  readonly params?: Readonly<Record<string, string>>
}

/** An application that uses `openid-client` against the product. */
export async function relyingParty(app: TestApp, { clientId, clientSecret, redirectUri }: TestClient) {
  const authentication = clientSecret === '' ? client.None() : client.ClientSecretPost(clientSecret)
  const options = { execute: [client.allowInsecureRequests] }
  const config = await client.discovery(new URL(app.origin), clientId, undefined, authentication, options)

  /** Goes through sign-in and consent as far as they are asked for; answers the redirect with its checks. */
  const authorize = async ({
    browser = app.browser(),
    email = 'alice@example.com',
    ...request
  }: SignInOptions = {}) => {
    const checks = {
      pkceCodeVerifier: client.randomPKCECodeVerifier(),
      expectedState: client.randomState(),
      expectedNonce: client.randomNonce(),
    }
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: request.scope ?? 'openid profile email offline_access',
      state: checks.expectedState,
      nonce: checks.expectedNonce,
      code_challenge: await client.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
      code_challenge_method: 'S256',
      ...request.params,
    })
    let page = await browser.open(url.href)
    if (page.html.includes('name="password"')) page = await page.submit({ identifier: email, password })
    if (page.html.includes('name="consented"')) page = await page.submit({}, { button: 'Allow' })
    return { page, checks, redirect: page.url }
  }

  /** The whole flow: the answer of the token endpoint, verified. */
  const signIn = async (options: SignInOptions = {}) => {
    const { redirect, checks } = await authorize(options)
    return client.authorizationCodeGrant(config, redirect, { ...checks, idTokenExpected: true })
  }

  return { config, authorize, signIn }
}
