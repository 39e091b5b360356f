import type { Browser } from './browser.ts'
import { type Answer, call, comeBack, type Dialects } from './dialects.ts'
import type { SimulationId } from './upstream/simulations.ts'

export interface NhostSignIn {
  readonly provider?: SimulationId
  readonly query?: Readonly<Record<string, string>>
  readonly browser?: Browser
}

/** An app that uses the Nhost API, and the browser of its person. */
export function nhostApp({ app, upstream }: Dialects) {
  const begin = async ({ provider = 'github', query = {}, browser = app.browser() }: NhostSignIn = {}) => {
    const answer = await call(browser, `GET /signin/provider/${provider}?${new URLSearchParams(query)}`)
    if (!answer.location) throw new Error(`no redirect: ${answer.text}`)
    return { browser, location: answer.location, state: answer.params['state'] ?? '' }
  }
  /** The whole way: begin, consent at the provider, come back; answers the last redirect. */
  const signIn = async (options: NhostSignIn = {}): Promise<Answer> => {
    const { browser, location } = await begin(options)
    return comeBack(browser, await upstream.visit(location))
  }
  const refresh = (refreshToken: string | undefined) => call(app.browser(), 'POST /token', { json: { refreshToken } })
  /** A session of whoever the provider sees next. */
  const session = async (options: NhostSignIn = {}) =>
    (await refresh((await signIn(options)).params['refreshToken'])).json
  return { begin, signIn, refresh, session }
}
