import * as client from 'openid-client'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import type { Services } from '../services.ts'
import { tryClient } from './try-client.ts'

const memoShape = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() })

/** Starts a sign-in as any application would: discovery, PKCE, state and nonce. */
export async function beginTry(services: Services): Promise<{ url: string; memo: string }> {
  const config = await discover(services)
  const memo = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() }
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri(services),
    scope: 'openid profile email offline_access',
    state: memo.state,
    nonce: memo.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(memo.verifier),
    code_challenge_method: 'S256',
  })
  return { url: url.href, memo: JSON.stringify(memo) }
}

/** Redeems the code over HTTP, verifies the ID token and reads userinfo. */
export async function finishTry(services: Services, { memo, query }: { memo: string; query: string }) {
  const { state, nonce, verifier } = memoShape.parse(JSON.parse(memo))
  const config = await discover(services)
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true }
  try {
    const tokens = await client.authorizationCodeGrant(config, new URL(`${redirectUri(services)}?${query}`), checks)
    const claims = tokens.claims()
    if (!claims) throw new AppError('upstream.refused', { provider: 'Latchkey' })
    const userinfo = await client.fetchUserInfo(config, tokens.access_token, claims.sub)
    const signOut = { id_token_hint: tokens.id_token ?? '', post_logout_redirect_uri: startUri(services) }
    const signOutUrl = client.buildEndSessionUrl(config, signOut).href
    return { idToken: { ...claims }, tokenAnswer: { ...tokens }, userinfo: { ...userinfo }, signOutUrl }
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    if (cause instanceof client.AuthorizationResponseError && cause.error === 'access_denied') {
      throw new AppError('upstream.denied', { provider: 'Latchkey' }, { cause })
    }
    throw new AppError('upstream.refused', { provider: 'Latchkey' }, { cause })
  }
}

async function discover(services: Services): Promise<client.Configuration> {
  const addresses = { redirectUri: redirectUri(services), postLogoutRedirectUri: startUri(services) }
  const { clientId, clientSecret } = await tryClient(services, addresses)
  return client.discovery(services.issuer, clientId, clientSecret, client.ClientSecretBasic(clientSecret), {
    execute: [client.allowInsecureRequests],
    [client.customFetch]: (url, options) => services.fetch(url, options as RequestInit),
  })
}

function startUri({ issuer }: Services): string {
  return `${issuer.origin}/try`
}

function redirectUri({ issuer }: Services): string {
  return `${issuer.origin}/try/callback`
}
