import { randomBytes } from 'node:crypto'
import type { Exchange, Reply } from './exchange.ts'
import { idToken } from './id-token.ts'
import type { State } from './provider.ts'

/** The authorization endpoint: the person consents at once, unless the test says otherwise. */
export async function authorize(state: State, { query }: Exchange): Promise<Reply> {
  const problem = check(state, query)
  if (problem) return { status: 400, json: { error: 'invalid_request', error_description: problem } }
  const { simulation, registration, refusal } = state
  const redirectUri = query.get('redirect_uri') ?? ''
  const given = query.get('state')
  const answer: Record<string, string> = given === null ? {} : { state: given }
  if (refusal) return deliver(state, redirectUri, { ...answer, ...refusal })
  const code = randomBytes(16).toString('hex')
  const consent = {
    person: state.person,
    redirectUri,
    scope: query.get('scope') ?? '',
    challenge: query.get('code_challenge'),
    nonce: query.get('nonce'),
  }
  state.consents.set(code, consent)
  if (simulation.namesIssuer) answer['iss'] = registration.issuer
  if (simulation.formPost) {
    answer['id_token'] = (await idToken(state, consent)) ?? ''
    const { firstName, lastName, email, id } = state.person
    // Apple tells the name once, at the first consent.
    if (!state.seen.has(id)) answer['user'] = JSON.stringify({ name: { firstName, lastName }, email })
    state.seen.add(id)
  }
  return deliver(state, redirectUri, { ...answer, code })
}

function check({ id, simulation, registration }: State, query: URLSearchParams): string | undefined {
  const client = id === 'wechat' ? 'appid' : 'client_id'
  if (query.get(client) !== registration.clientId) return `${client} is not known`
  if (!query.get('redirect_uri')) return 'redirect_uri is missing'
  if (!query.get('response_type')?.split(' ').includes('code')) return 'response_type must hold code'
  if (simulation.pkce === 'required' && !query.get('code_challenge')) return 'code_challenge is missing'
  if (query.has('code_challenge') && query.get('code_challenge_method') !== 'S256') return 'only S256'
  if (simulation.formPost && query.get('response_mode') !== 'form_post') return 'response_mode must be form_post'
  const separator = simulation.scopeSeparator ?? (id === 'wechat' ? ',' : ' ')
  const foreign = separator === ' ' ? ',' : ' '
  return query.get('scope')?.includes(foreign) ? `scopes are separated by "${separator}"` : undefined
}

function deliver({ id, simulation }: State, redirectUri: string, answer: Readonly<Record<string, string>>): Reply {
  if (simulation.formPost) {
    const inputs = Object.entries(answer).map(
      ([name, value]) => `<input type="hidden" name="${name}" value="${value.replaceAll('"', '&quot;')}">`,
    )
    return { html: `<form method="post" action="${redirectUri}">${inputs.join('')}<button>Continue</button></form>` }
  }
  const target = new URL(redirectUri)
  for (const [name, value] of Object.entries(answer)) target.searchParams.set(name, value)
  if (id === 'facebook') target.hash = '_=_'
  return { location: target.href }
}
