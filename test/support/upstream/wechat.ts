import type { Exchange, Reply } from './exchange.ts'
import type { State } from './provider.ts'
import { grant, takeCode } from './tokens.ts'

/** WeChat's API: everything by GET, its own parameter names, status 200 for errors, JSON under text/plain. */
export async function answerWechat(state: State, endpoint: string, { method, query }: Exchange): Promise<Reply> {
  const { registration, simulation, refreshTokens, accessTokens } = state
  const headers = { 'content-type': 'text/plain' }
  if (method !== 'GET') return { status: 405 }
  if (endpoint === 'profile') {
    const person = accessTokens.get(query.get('access_token') ?? '')
    const known = person !== undefined && query.get('openid') === `o-${person.id}`
    return { headers, json: known ? simulation.profile(person) : { errcode: 40003, errmsg: 'invalid openid' } }
  }
  if (query.get('appid') !== registration.clientId) return { headers, json: { errcode: 40013, errmsg: 'invalid appid' } }
  if (endpoint === 'refresh_token') {
    const token = query.get('refresh_token') ?? ''
    const consent = refreshTokens.get(token)
    refreshTokens.delete(token)
    return { headers, json: consent ? await translate(state, consent) : { errcode: 40030, errmsg: 'invalid refresh_token' } }
  }
  const ours = query.get('secret') === registration.clientSecret && query.get('grant_type') === 'authorization_code'
  const consent = endpoint === 'token' && ours ? takeCode(state, new URLSearchParams({ code: query.get('code') ?? '' })) : undefined
  return { headers, json: consent ? await translate(state, consent) : simulation.refusal.json }
}

async function translate(state: State, consent: Parameters<typeof grant>[1]): Promise<unknown> {
  const { token_type: _type, ...granted } = Object(await grant(state, consent))
  return { ...granted, openid: `o-${consent.person.id}`, unionid: consent.person.id }
}
