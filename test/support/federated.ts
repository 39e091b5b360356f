import type { NewApplication } from '../../src/core/clients/register-client.ts'
import { saveProvider } from '../../src/core/federation/settings/save-provider.ts'
import { startApp, type TestApp, type TestClient } from './app.ts'
import type { Browser, Page } from './browser.ts'
import { allow, openSignIn } from './interaction.ts'
import { mailbox } from './mailbox.ts'
import type { SimulationId } from './upstream/simulations.ts'
import { type Callback, startUpstream, type Upstream } from './upstream.ts'

/** The product with buttons for simulated providers, and a person who presses them. */
export interface Federated {
  readonly app: TestApp
  readonly upstream: Upstream
  readonly mail: ReturnType<typeof mailbox>
  /** Empties the database and registers an application; `openid` becomes a provider of the administrator's own. */
  reset(application?: Partial<NewApplication>): Promise<TestClient>
  /** The first page of a new authorization request. */
  open(browser?: Browser, params?: Readonly<Record<string, string>>): Promise<Page>
  /** Opens the sign-in page, chooses the provider and comes back from it. */
  signIn(id: SimulationId, browser?: Browser): Promise<Page>
  /** The same, with a code typed where the address has to be proven, and consent given. */
  enter(id: SimulationId, browser?: Browser): Promise<Page>
  /** Presses a provider's button and consents there: what the provider sends back with the browser. */
  visit(page: Page, id: SimulationId): Promise<Callback>
  close(): Promise<void>
}

interface StartFederated {
  /** Credentials for these only. */
  readonly providers?: readonly SimulationId[]
  /** Under `localhost` the providers are another site to a browser. */
  readonly host?: string
}

/** Starts both; `variables` come on top of credentials at every provider. */
export async function startFederated(
  variables: Readonly<Record<string, string>> = {},
  { providers = [], host = '127.0.0.1' }: StartFederated = {},
): Promise<Federated> {
  const upstream = await startUpstream()
  const app = await startApp({ ...upstream.variables(...providers), ...variables }, { host })
  const mail = mailbox(app.services)
  let client: TestClient

  const federated: Federated = {
    app,
    upstream,
    mail,
    async reset(application) {
      await app.reset()
      const { issuer, clientId, clientSecret } = upstream.as('openid')
      const settings = { clientId, issuer }
      await saveProvider(app.services, { id: 'openid', enabled: true, secrets: { clientSecret }, settings })
      client = await app.createClient(application)
      return client
    },
    open: (browser = app.browser(), params = {}) => openSignIn(app, client, { browser, params }),
    async signIn(id, browser = app.browser()) {
      return comeBack(app, browser, await federated.visit(await federated.open(browser), id))
    },
    async enter(id, browser) {
      return allow(await prove(federated, await federated.signIn(id, browser)))
    },
    visit: async (page, id) => upstream.visit((await choose(page, id)).url),
    async close() {
      await app.close()
      await upstream.close()
    },
  }
  return federated
}

/** Presses the button of a provider. */
export function choose(page: Page, id: string): Promise<Page> {
  const name = id === 'twitter1' ? 'twitter' : id
  const button = page.root.querySelector(`button[name=provider][value=${name}]`)
  if (!button) throw new Error(`no button of ${name} on: ${page.text}`)
  return page.submit({}, { button: button.textContent.trim() })
}

/** Comes back from a provider. A form of another site brings no cookies with it; the redirect after it does. */
export async function comeBack(app: Pick<TestApp, 'browser'>, browser: Browser, callback: Callback): Promise<Page> {
  return browser.open(await addressAfter(app, callback))
}

/** Where the callback sends the browser. */
export async function addressAfter(app: Pick<TestApp, 'browser'>, callback: Callback): Promise<string> {
  const response = await answerTo(app, callback)
  const location = response.headers.get('location')
  if (location === null) throw new Error(`the callback answered ${response.status}: ${await response.text()}`)
  return location
}

/** The callback's own answer. */
export function answerTo(app: Pick<TestApp, 'browser'>, { method, url, params }: Callback): Promise<Response> {
  const headers = { origin: 'https://provider.test', 'sec-fetch-site': 'cross-site' }
  if (method === 'POST') return app.browser().request(url.pathname, { method, headers, body: params })
  return app.browser().request(`${url.pathname}?${params}`)
}

/** Types the code that was mailed, if an address has to be proven. */
export async function prove({ mail }: Pick<Federated, 'mail'>, page: Page): Promise<Page> {
  if (!page.url.pathname.endsWith('/prove')) return page
  const address = page.root.querySelector('main strong')?.textContent ?? ''
  return page.submit({ code: await mail.code(address) })
}
