import type { Exchange, Reply } from './exchange.ts'
import type { Consent, State } from './provider.ts'
import { grant, takeCode, takeRefresh } from './tokens.ts'

/** WeChat's API: everything by GET, its own parameter names, status 200 for errors, JSON under text/plain. */
export async function answerWechat(state: State, endpoint: string, { method, query }: Exchange): Promise<Reply> {
  if (method !== 'GET') return { status: 405 }
  const headers = { 'content-type': 'text/plain' }
  if (endpoint === 'profile') return { headers, json: tellProfile(state, query) }
  if (query.get('appid') !== state.registration.clientId) {
    return { headers, json: { errcode: 40013, errmsg: 'invalid appid' } }
  }
  const consent = endpoint === 'refresh_token' ? takeRefresh(state, query) : redeem(state, query)
  return { headers, json: consent ? await translate(state, consent) : state.simulation.refusal.json }
}

function tellProfile({ accessTokens, simulation }: State, query: URLSearchParams): unknown {
  const person = accessTokens.get(query.get('access_token') ?? '')
  const known = person !== undefined && query.get('openid') === `o-${person.id}`
  return known ? simulation.profile(person) : { errcode: 40003, errmsg: 'invalid openid' }
}

function redeem(state: State, query: URLSearchParams): Consent | undefined {
  const ours = query.get('secret') === state.registration.clientSecret
  if (!ours || query.get('grant_type') !== 'authorization_code') return undefined
  return takeCode(state, new URLSearchParams({ code: query.get('code') ?? '' }))
}

async function translate(state: State, consent: Consent): Promise<unknown> {
  const { token_type: _type, ...granted } = Object(await grant(state, consent))
  return { ...granted, openid: `o-${consent.person.id}`, unionid: consent.person.id }
}
