import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { Browser } from './browser.ts'
import { type Answer, call, comeBack, type Dialects, pkce } from './dialects.ts'
import type { SimulationId } from './upstream/simulations.ts'

export const base = '/v1/session'
export const redirectUri = 'demo://oauth'

export interface PreludeSignIn {
  /** The API's name of the provider. */
  readonly provider?: string
  readonly redirectUri?: string
  readonly browser?: Browser
}

/** A key that proves possession, as a kit holds it (RFC 9449). */
export async function proofKey(app: Dialects['app']) {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const { kty, crv, x, y } = await exportJWK(publicKey)
  return {
    prove: (what: string, claims = {}) => {
      const [method, path] = what.split(' ')
      const now = Math.floor(Date.now() / 1000)
      return new SignJWT({ jti: crypto.randomUUID(), htm: method, htu: `${app.origin}${path}`, iat: now, ...claims })
        .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } as never })
        .sign(privateKey)
    },
  }
}

/** An app that uses the Prelude API. */
export function preludeApp({ app, upstream }: Dialects) {
  const post = (path: string, json?: unknown, headers: Record<string, string> = {}, browser = app.browser()) =>
    call(browser, `POST ${base}${path}`, { json, headers })
  const begin = async (options: PreludeSignIn = {}) => {
    const { provider = 'github', browser = app.browser() } = options
    const { verifier, challenge } = await pkce()
    const body = {
      redirect_uri: options.redirectUri ?? redirectUri,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    }
    const answer = await post(`/login/oauth/${provider}/authorize`, body, {}, browser)
    return { browser, verifier, answer, url: new URL(answer.json.authorization_url ?? 'about:blank') }
  }
  /** The way to the challenge token. */
  const arrive = async (options: PreludeSignIn = {}): Promise<{ verifier: string; back: Answer }> => {
    const { browser, verifier, url } = await begin(options)
    return { verifier, back: await comeBack(browser, await upstream.visit(url)) }
  }
  const finalize = (token: string | undefined, verifier?: string, headers: Record<string, string> = {}) =>
    post('/login/finalize', { challenge_token: token, code_verifier: verifier }, headers)
  /** A session of whoever the provider sees next. */
  const session = async (options: PreludeSignIn & { readonly headers?: Record<string, string> } = {}) => {
    const { verifier, back } = await arrive(options)
    const answer = await finalize(back.params['challenge_token'], verifier, options.headers)
    return {
      ...answer,
      accessToken: String(answer.json.access_token),
      refreshToken: answer.headers.get('x-refresh-token') ?? '',
    }
  }
  const refresh = (refreshToken: string, headers: Record<string, string> = {}) =>
    post('/refresh', undefined, { 'x-refresh-token': refreshToken, ...headers })
  return { post, begin, arrive, finalize, session, refresh, as: (id: SimulationId) => upstream.as(id) }
}
