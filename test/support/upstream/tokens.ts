import { createHash, randomBytes } from 'node:crypto'
import { jwtVerify } from 'jose'
import type { Exchange, Reply } from './exchange.ts'
import { idToken } from './id-token.ts'
import type { Consent, State } from './provider.ts'

/** The token endpoint: strict about who asks and what was asked, answering in the provider's own words. */
export async function grantTokens(state: State, exchange: Exchange): Promise<Reply> {
  const { simulation } = state
  const { form, method } = exchange
  const unknown = { status: 401, json: { error: 'invalid_client' } }
  if (method !== 'POST' || !(await isOurs(state, exchange))) return unknown
  const consent = form.get('grant_type') === 'refresh_token' ? takeRefresh(state, form) : takeCode(state, form)
  return consent ? { json: await grant(state, consent) } : simulation.refusal
}

/** Tokens for a consent; the refresh token is good once. */
export async function grant(state: State, consent: Consent): Promise<unknown> {
  const { simulation, accessTokens, refreshTokens, tokenChange } = state
  const accessToken = `at-${randomBytes(12).toString('hex')}`
  const refreshToken = `rt-${randomBytes(12).toString('hex')}`
  accessTokens.set(accessToken, consent.person)
  refreshTokens.set(refreshToken, consent)
  const granted = {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: 3600,
    refresh_token: refreshToken,
    scope: consent.scope,
    ...(simulation.idToken ? { id_token: await idToken(state, consent) } : {}),
  }
  return { ...(simulation.token?.(granted, consent.person) ?? granted), ...tokenChange }
}

/** The consent behind a code, which is used up. */
export function takeCode({ consents }: State, form: URLSearchParams): Consent | undefined {
  const code = form.get('code') ?? ''
  const consent = consents.get(code)
  consents.delete(code)
  if (!consent) return undefined
  const verifier = form.get('code_verifier')
  const proven = consent.challenge === null || consent.challenge === s256(verifier ?? '')
  const asked = !form.has('redirect_uri') || form.get('redirect_uri') === consent.redirectUri
  return proven && asked ? consent : undefined
}

/** The consent behind a refresh token, which is used up. */
export function takeRefresh({ refreshTokens }: State, form: URLSearchParams): Consent | undefined {
  const token = form.get('refresh_token') ?? ''
  const consent = refreshTokens.get(token)
  refreshTokens.delete(token)
  return consent
}

async function isOurs({ id, simulation, registration }: State, { form, headers }: Exchange): Promise<boolean> {
  const { clientId, clientSecret, secretKey } = registration
  if (simulation.clientAuthentication === 'basic') {
    const [user, secret] = Buffer.from(headers.authorization?.replace(/^Basic /, '') ?? '', 'base64')
      .toString()
      .split(':')
    return user === clientId && secret === clientSecret
  }
  if (form.get('client_id') !== clientId || headers.authorization !== undefined) return false
  if (id !== 'apple' || !secretKey) return form.get('client_secret') === clientSecret
  const { payload, protectedHeader } = await jwtVerify(form.get('client_secret') ?? '', secretKey, {
    audience: 'https://appleid.apple.com',
    issuer: 'TEAM123456',
    subject: clientId,
  })
  return protectedHeader.kid === 'KEY1234567' && Number(payload.exp) - Number(payload.iat) <= 600
}

function s256(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}
