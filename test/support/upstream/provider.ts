import { authorize } from './authorize.ts'
import type { Exchange, Reply } from './exchange.ts'
import type { Mischief } from './mischief.ts'
import { answerOAuth1 } from './oauth1.ts'
import { newPerson, type Person } from './person.ts'
import { type Registration, register } from './registration.ts'
import { createSigner, type Forgery, type Signer } from './signer.ts'
import { type Simulation, type SimulationId, simulations } from './simulations.ts'
import { grantTokens } from './tokens.ts'
import { answerWechat } from './wechat.ts'

export type Endpoint =
  | 'authorize'
  | 'token'
  | 'profile'
  | 'emails'
  | 'jwks'
  | 'discovery'
  | 'request_token'
  | 'refresh_token'

/** What was consented to, until the code is used. */
export interface Consent {
  readonly person: Person
  readonly redirectUri: string
  readonly scope: string
  readonly challenge: string | null
  readonly nonce: string | null
}

/** What a provider remembers. */
export interface State {
  readonly id: SimulationId
  readonly url: string
  readonly simulation: Simulation
  readonly registration: Registration
  readonly signer: Signer
  readonly consents: Map<string, Consent>
  readonly accessTokens: Map<string, Person>
  readonly refreshTokens: Map<string, Consent>
  readonly seen: Set<string>
  person: Person
  forgery: Forgery | undefined
  refusal: Readonly<Record<string, string>> | undefined
  tokenChange: Readonly<Record<string, unknown>>
  profileChange: Partial<Person> | undefined
}

/** A provider that a test can direct and question. */
export interface SimulatedProvider extends Registration {
  readonly url: string
  readonly issuer: string
  readonly signer: Signer
  /** Whom the provider sees from now on; answers the person with all that is known of them. */
  nextUser(more?: Partial<Person>): Person
  /** The person declines from now on, in these words; without words they consent again. */
  refuse(params?: Readonly<Record<string, string>>): void
  forge(forgery?: Forgery): void
  misbehave(endpoint: Endpoint, how?: Mischief): void
  /** The profile is of a person that differs so from the one who consented. */
  showProfileOf(change?: Partial<Person>): void
  /** Members of the token answer that differ from now on. */
  changeTokens(change?: Readonly<Record<string, unknown>>): void
  calls(endpoint: Endpoint): number
  lastCall(endpoint: Endpoint): Exchange
  note(path: string, exchange: Exchange): void
  mischiefAt(path: string): Mischief | undefined
  answer(path: string, exchange: Exchange): Promise<Reply>
}

/** Sets a provider up at its place of the server. */
export async function createProvider(id: SimulationId, origin: string): Promise<SimulatedProvider> {
  const url = `${origin}/${id}`
  const simulation: Simulation = simulations[id]
  const registration = await register(id, url, simulation)
  const mischief = new Map<string, Mischief>()
  const log: { endpoint: string; exchange: Exchange }[] = []
  const state: State = {
    id,
    url,
    simulation,
    registration,
    signer: await createSigner(),
    consents: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
    seen: new Set(),
    person: newPerson(),
    forgery: undefined,
    refusal: undefined,
    tokenChange: {},
    profileChange: undefined,
  }
  return {
    ...registration,
    url,
    signer: state.signer,
    nextUser(more) {
      state.person = newPerson(more)
      return state.person
    },
    refuse(params) {
      state.refusal = params
    },
    forge(forgery) {
      state.forgery = forgery
    },
    showProfileOf(change) {
      state.profileChange = change
    },
    changeTokens(change = {}) {
      state.tokenChange = change
    },
    misbehave(endpoint, how) {
      if (how === undefined) mischief.delete(endpoint)
      else mischief.set(endpoint, how)
    },
    calls: (endpoint) => log.filter((entry) => entry.endpoint === endpoint).length,
    lastCall(endpoint) {
      const entry = log.findLast((candidate) => candidate.endpoint === endpoint)
      if (!entry) throw new Error(`${id} got no ${endpoint} request`)
      return entry.exchange
    },
    note(path, exchange) {
      log.push({ endpoint: endpointOf(path), exchange })
    },
    mischiefAt: (path) => mischief.get(endpointOf(path)),
    answer: (path, exchange) => answer(state, endpointOf(path), exchange),
  }
}

function endpointOf(path: string): string {
  if (path.endsWith('.well-known/openid-configuration')) return 'discovery'
  return path === 'profile/emails' ? 'emails' : path
}

async function answer(state: State, endpoint: string, exchange: Exchange): Promise<Reply> {
  if (state.id === 'twitter1') return answerOAuth1(state, endpoint, exchange)
  if (state.id === 'wechat' && endpoint !== 'authorize') return answerWechat(state, endpoint, exchange)
  const { url, simulation, registration, signer } = state
  switch (endpoint) {
    case 'authorize':
      return authorize(state, exchange)
    case 'token':
      return grantTokens(state, exchange)
    case 'profile':
      return asPerson(state, exchange, (person) => ({ ...Object(simulation.profile(person)), ...person.raw }))
    case 'emails':
      return asPerson(state, exchange, (person) => simulation.emails?.(person))
    case 'jwks':
      return { json: signer.jwks }
    case 'discovery':
      return simulation.idToken && !simulation.tenant
        ? { json: metadata(url, registration, simulation) }
        : { status: 404 }
    default:
      return { status: 404, json: { error: 'not_found', path: exchange.url.pathname } }
  }
}

function asPerson(state: State, { headers }: Exchange, tell: (person: Person) => unknown): Reply {
  const person = state.accessTokens.get(headers.authorization?.replace(/^Bearer /, '') ?? '')
  if (!person) return { status: 401, json: { error: 'invalid_token' } }
  const missing = Object.entries(state.simulation.apiHeaders ?? {}).find(([name, wanted]) =>
    wanted === 'client-id' ? headers[name] !== state.registration.clientId : !headers[name],
  )
  if (missing) return { status: 403, json: { message: `${missing[0]} is missing` } }
  return { json: tell({ ...person, ...state.profileChange }) }
}

function metadata(url: string, { issuer }: Registration, { namesIssuer, clientAuthentication }: Simulation): unknown {
  return {
    issuer,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    userinfo_endpoint: `${url}/profile`,
    jwks_uri: `${url}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: namesIssuer === true,
    token_endpoint_auth_methods_supported: [`client_secret_${clientAuthentication}`],
  }
}
