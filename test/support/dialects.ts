import { startApp, type TestApp } from './app.ts'
import type { Browser } from './browser.ts'
import { type Callback, startUpstream, type Upstream } from './upstream.ts'

/** The product with simulated providers, for the social sign-in APIs. */
export interface Dialects {
  readonly app: TestApp
  readonly upstream: Upstream
  close(): Promise<void>
}

export const clientUrl = 'https://app.test/home'
const allowed = 'https://*.wild.test,http://localhost:5173,com.example.app:/cb,demo://oauth'

/** Starts both; `variables` are environment variables beside credentials at every provider, `others` lend their providers. */
export async function startDialects(
  variables: Readonly<Record<string, string>> = {},
  others?: Dialects,
): Promise<Dialects> {
  const upstream = others?.upstream ?? (await startUpstream())
  const lists = { CLIENT_URL: clientUrl, ALLOWED_REDIRECT_URLS: allowed }
  const app = await startApp({ ...upstream.variables(), ...lists, ...variables })
  return {
    app,
    upstream,
    async close() {
      await app.close()
      if (!others) await upstream.close()
    },
  }
}

export interface Call {
  readonly json?: unknown
  readonly form?: URLSearchParams | undefined
  readonly bearer?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
  readonly json: any
  readonly text: string
  /** Where the browser is sent. */
  readonly location: URL | undefined
  /** The parameters it carries there. */
  readonly params: Readonly<Record<string, string>>
}

/** One request, such as `POST /token`; redirects are not followed. */
export async function call(
  browser: Browser,
  what: string,
  { json, form, bearer, headers = {} }: Call = {},
): Promise<Answer> {
  const [method = 'GET', path = '/'] = what.split(' ')
  const response = await browser.request(path, {
    method,
    headers: {
      accept: 'application/json',
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...headers,
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    ...(form === undefined ? {} : { body: form }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  const target = response.headers.get('location')
  const location = target === null ? undefined : new URL(target)
  return {
    status: response.status,
    headers: response.headers,
    json: isJson ? JSON.parse(text) : undefined,
    text,
    location,
    params: Object.fromEntries(location?.searchParams ?? []),
  }
}

/** Comes back from a provider as the browser would: by redirect or by a form. */
export function comeBack(browser: Browser, { method, url, params }: Callback): Promise<Answer> {
  if (method === 'POST') return call(browser, `POST ${url.pathname}`, { form: params })
  return call(browser, `GET ${url.pathname}?${params}`)
}

/** A PKCE verifier and its S256 challenge. */
export async function pkce(verifier = crypto.randomUUID() + crypto.randomUUID()) {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  return { verifier, challenge: Buffer.from(hash).toString('base64url') }
}

/** The claims of a JWT, unverified. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}

/** What was mailed, the newest first. */
export async function mailed({ services }: TestApp) {
  const rows = await services.store.mails.list(50)
  return rows.map(({ id, template, recipient, messageSealed }) => ({
    template,
    to: recipient,
    ...(JSON.parse(services.vault.open(messageSealed, `mails.${id}.messageSealed`)) as {
      locale: string
      values: Record<string, string>
    }),
  }))
}

/** Every account there is, oldest first. */
export async function accounts({ database, services }: TestApp) {
  const rows = await database.sql.query<{ id: string }>('SELECT id FROM users ORDER BY "createdAt", id', [])
  return Promise.all(rows.map(({ id }) => services.store.users.get(id)))
}

/** Switches the only account off, as an administrator would by hand. */
export async function disableOnly(app: TestApp): Promise<void> {
  const [user] = await accounts(app)
  await app.services.store.users.update(user?.id ?? '', { bannedAt: app.services.clock.now() })
}
