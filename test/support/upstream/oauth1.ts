import { createHmac, randomBytes } from 'node:crypto'
import type { Exchange, Reply } from './exchange.ts'
import type { State } from './provider.ts'

interface Pending {
  readonly secret: string
  readonly callback: string
  verifier?: string
}

const pending = new WeakMap<State, Map<string, Pending>>()
const secrets = new WeakMap<State, Map<string, string>>()

/** X by OAuth 1.0a: each request is signed with HMAC-SHA1, and the signature is checked (RFC 5849). */
export async function answerOAuth1(state: State, endpoint: string, exchange: Exchange): Promise<Reply> {
  const waiting = mapOf(pending, state)
  if (endpoint === 'authorize') return consent(state, waiting, exchange)
  const oauth = readHeader(exchange.headers.authorization ?? '')
  const given = waiting.get(oauth['oauth_token'] ?? '')
  const tokenSecret = given?.secret ?? mapOf(secrets, state).get(oauth['oauth_token'] ?? '') ?? ''
  if (oauth['oauth_signature'] !== sign(state, exchange, oauth, tokenSecret)) {
    return { status: 401, json: { errors: [{ code: 32, message: 'Could not authenticate you.' }] } }
  }
  switch (endpoint) {
    case 'request_token': {
      const [token, secret] = [random(), random()]
      waiting.set(token, { secret, callback: oauth['oauth_callback'] ?? '' })
      return { form: { oauth_token: token, oauth_token_secret: secret, oauth_callback_confirmed: 'true' } }
    }
    case 'token': {
      waiting.delete(oauth['oauth_token'] ?? '')
      if (!given?.verifier || given.verifier !== oauth['oauth_verifier']) return { status: 401, form: {} }
      const [token, secret] = [random(), random()]
      mapOf(secrets, state).set(token, secret)
      state.accessTokens.set(token, state.person)
      const { id, username } = state.person
      return { form: { oauth_token: token, oauth_token_secret: secret, user_id: id, screen_name: username } }
    }
    case 'profile': {
      const person = state.accessTokens.get(oauth['oauth_token'] ?? '')
      return person ? { json: { ...Object(state.simulation.profile(person)), ...person.raw } } : { status: 401 }
    }
    default:
      return { status: 404 }
  }
}

function consent({ refusal }: State, waiting: Map<string, Pending>, { query }: Exchange): Reply {
  const token = query.get('oauth_token') ?? ''
  const entry = waiting.get(token)
  if (!entry) return { status: 400, html: 'unknown token' }
  const target = new URL(entry.callback)
  // Who declines comes back with `denied`, not with an error.
  if (refusal) target.searchParams.set('denied', token)
  else {
    entry.verifier = random()
    target.searchParams.set('oauth_token', token)
    target.searchParams.set('oauth_verifier', entry.verifier)
  }
  return { location: target.href }
}

function readHeader(header: string): Record<string, string> {
  const pairs = [...header.replace(/^OAuth /, '').matchAll(/([^=,\s]+)="([^"]*)"/g)]
  return Object.fromEntries(
    pairs.map(([, name = '', value = '']) => [decodeURIComponent(name), decodeURIComponent(value)]),
  )
}

function sign(
  { registration }: State,
  { method, url }: Exchange,
  oauth: Record<string, string>,
  tokenSecret: string,
): string {
  const { oauth_signature: _signature, ...signed } = oauth
  const pairs = [...Object.entries(signed), ...url.searchParams].map(
    ([name, value]) => `${encode(name)}=${encode(value)}`,
  )
  const base = [method, `${url.origin}${url.pathname}`, pairs.sort().join('&')].map(encode).join('&')
  return createHmac('sha1', `${encode(registration.clientSecret)}&${encode(tokenSecret)}`)
    .update(base)
    .digest('base64')
}

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
const random = () => randomBytes(12).toString('hex')

function mapOf<V>(maps: WeakMap<State, Map<string, V>>, state: State): Map<string, V> {
  const known = maps.get(state) ?? new Map<string, V>()
  maps.set(state, known)
  return known
}
