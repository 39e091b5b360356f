import { createHash, randomBytes } from 'node:crypto'
import { password, type TestApp, type TestClient } from './app.ts'
import type { Browser, Page } from './browser.ts'
import { answerOf, basic, type JsonAnswer, postForm } from './post-form.ts'

type Values = Readonly<Record<string, string | undefined>>

export interface Visit {
  readonly browser?: Browser
  readonly email?: string
}

/** The steps of the protocol one by one, for what no client library would send; undefined takes a parameter away. */
export function protocol(app: TestApp, client: TestClient) {
  const verifier = randomBytes(32).toString('base64url')
  const credentials = (): Record<string, string> => (client.clientSecret === '' ? {} : basic(client))
  const identity = (): Record<string, string> => (client.clientSecret === '' ? { client_id: client.clientId } : {})

  const request = (params: Values = {}): URLSearchParams =>
    present({
      client_id: client.clientId,
      redirect_uri: client.redirectUri,
      response_type: 'code',
      scope: 'openid profile email offline_access',
      state: 'a-state-of-some-length',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...params,
    })

  /** Opens the authorization endpoint and goes through the pages that come. */
  const authorize = async (params: Values = {}, visit: Visit = {}): Promise<Page> =>
    passPages(await (visit.browser ?? app.browser()).open(`/oauth/authorize?${request(params)}`), visit.email)

  /** Asks for an answer without a page; it is not followed. */
  const ask = (params: Values = {}, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${app.origin}/oauth/authorize?${request(params)}`, { redirect: 'manual', headers })

  const code = async (params: Values = {}, visit: Visit = {}): Promise<string> => {
    const page = await authorize(params, visit)
    const found = page.url.searchParams.get('code')
    if (found === null) throw new Error(`no code but ${page.status} ${page.url.href} ${page.text}`)
    return found
  }

  const token = (values: Values, headers: Record<string, string> = credentials()): Promise<JsonAnswer> =>
    postForm(app, '/oauth/token', [...present({ ...identity(), ...values })], headers)

  const redeem = (value: string, values: Values = {}, headers?: Record<string, string>): Promise<JsonAnswer> => {
    const { redirectUri: redirect_uri } = client
    const grant = { grant_type: 'authorization_code', code: value, redirect_uri, code_verifier: verifier }
    return token({ ...grant, ...values }, headers)
  }

  const tokens = async (params: Values = {}, visit: Visit = {}): Promise<JsonAnswer['body']> => {
    const { status, body } = await redeem(await code(params, visit))
    if (status !== 200) throw new Error(`no tokens but ${status} ${JSON.stringify(body)}`)
    return body
  }

  return {
    verifier,
    request,
    ask,
    authorize,
    code,
    token,
    redeem,
    tokens,
    refresh: (refreshToken: string, values: Values = {}, headers?: Record<string, string>) =>
      token({ grant_type: 'refresh_token', refresh_token: refreshToken, ...values }, headers),
    introspect: (value: string, values: Values = {}, headers = credentials()) =>
      postForm(app, '/oauth/token_info', [...present({ token: value, ...values })], headers),
    revoke: (value: string, values: Values = {}, headers = credentials()) =>
      postForm(app, '/oauth/token/revoke', [...present({ ...identity(), token: value, ...values })], headers),
  }
}

/** Signs in and allows, as far as it is asked for. */
export async function passPages(page: Page, email = 'alice@example.com'): Promise<Page> {
  const signedIn = page.html.includes('name="password"') ? await page.submit({ identifier: email, password }) : page
  return signedIn.html.includes('name="consented"') ? signedIn.submit({}, { button: 'Allow' }) : signedIn
}

/** What userinfo answers to a token. */
export async function userinfo(app: Pick<TestApp, 'origin'>, token: string): Promise<JsonAnswer> {
  return answerOf(await fetch(`${app.origin}/oauth/userinfo`, { headers: { authorization: `Bearer ${token}` } }))
}

/** Where a redirect leads. */
export function locationOf(response: Response): URL {
  const location = response.headers.get('location')
  if (location === null) throw new Error(`no redirect but ${response.status}`)
  return new URL(location, response.url)
}

/** The claims of a JWT, unverified. */
export function claimsOf(jwt: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString())
}

function present(values: Values): URLSearchParams {
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return new URLSearchParams(given)
}
