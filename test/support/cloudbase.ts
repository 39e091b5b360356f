import { type Answer, call, type Dialects } from './dialects.ts'
import type { SimulationId } from './upstream/simulations.ts'

export const base = '/auth/v1'
export const redirectUri = 'https://x.wild.test/callback'
export const device = { 'x-device-id': 'device_123456' }

/** An app that uses the CloudBase API. */
export function cloudbaseApp({ app, upstream }: Dialects) {
  const get = (path: string, headers: Record<string, string> = {}, bearer?: string) =>
    call(app.browser(), `GET ${base}${path}`, { headers: { ...device, ...headers }, bearer })
  const post = (path: string, json: unknown, bearer?: string, headers: Record<string, string> = {}) =>
    call(app.browser(), `POST ${base}${path}`, { json, bearer, headers: { ...device, ...headers } })
  const uri = (query: Readonly<Record<string, string>>, headers: Record<string, string> = {}) =>
    get(`/provider/uri?${new URLSearchParams(query)}`, headers)
  /** What the provider hands to the app's own page. */
  const codeFrom = async (provider: SimulationId, more: Readonly<Record<string, string>> = {}) => {
    const { json } = await uri({ provider_id: provider, redirect_uri: redirectUri, state: 'abc', ...more })
    const { params } = await upstream.visit(json.uri)
    return params.get('code') ?? ''
  }
  const providerToken = async (provider: SimulationId = 'github'): Promise<Answer> =>
    post('/provider/token', {
      provider_id: provider,
      provider_code: await codeFrom(provider),
      provider_redirect_uri: redirectUri,
    })
  const signIn = async (provider: SimulationId = 'github', more: object = {}): Promise<Answer> =>
    post('/signin/with/provider', { provider_token: (await providerToken(provider)).json.provider_token, ...more })
  const refresh = (refreshToken: string) => post('/token', { grant_type: 'refresh_token', refresh_token: refreshToken })
  const me = (bearer: string) => get('/user/me', {}, bearer)
  return { get, post, uri, codeFrom, providerToken, signIn, refresh, me }
}

/** The triple of an error, as `status error error_code`; fails when it is none. */
export function triple({ status, json }: Answer): string {
  const { error, error_code, error_description } = json
  if (Object.keys(json).length !== 3 || !Number.isInteger(error_code) || typeof error_description !== 'string') {
    throw new Error(`not a triple: ${JSON.stringify(json)}`)
  }
  if (/\n +at |node_modules|Error:/.test(error_description)) throw new Error(`a stack: ${error_description}`)
  return `${status} ${error} ${error_code}`
}
