import { mintTicket } from '../../core/tickets/mint-ticket.ts'
import { signToken } from '../../core/tokens/sign-token.ts'
import { verifyToken } from '../../core/tokens/verify-token.ts'
import { AppError, isRefusal } from '../../errors.ts'
import { epoch, minutes, type Seconds } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'

/** What a challenge token is good for, and the kind of the ticket inside it. */
export const grantModes = {
  'session-start': { kind: 'prelude-challenge', ttl: minutes(5) },
  'oauth-email-link': { kind: 'prelude-email-link', ttl: minutes(30) },
} as const satisfies Readonly<Record<string, { readonly kind: string; readonly ttl: Seconds }>>

export type GrantMode = keyof typeof grantModes

export interface ChallengeToken {
  readonly mode: GrantMode
  readonly payload: unknown
  readonly userId?: string | undefined
  /** S256 of the verifier that the app keeps. */
  readonly challenge?: string | undefined
  readonly provider?: string | undefined
  readonly metadata?: Readonly<Record<string, string>>
}

const form = { alg: 'EdDSA', audience: 'login' } as const

/** A ticket in the form of a JWT, which kits decode to see what to do next. */
export async function mintChallenge(services: Services, token: ChallengeToken): Promise<string> {
  const { mode, payload, userId, challenge, provider, metadata = {} } = token
  const { kind, ttl } = grantModes[mode]
  const jti = await mintTicket(services, { kind, payload, ttl, userId, challenge })
  const subject = userId === undefined ? {} : { sub: userId }
  const claims = { ...subject, jti, nbf: epoch(services.clock.now()), grant_mode: mode, provider, metadata }
  return signToken(services, { ...form, ttl, claims })
}

/** The ticket inside a challenge token that is good for this. */
export async function openChallenge(services: Services, token: string, mode: GrantMode): Promise<string> {
  const { jti, grant_mode } = await verify(services, token)
  if (grant_mode !== mode || typeof jti !== 'string') throw new AppError('ticket.invalid')
  return jti
}

async function verify(services: Services, token: string) {
  try {
    return await verifyToken(services, { ...form, token })
  } catch (cause) {
    if (!isRefusal(cause)) throw cause
    throw new AppError(cause.code === 'token.expired' ? 'ticket.expired' : 'ticket.invalid', {}, { cause })
  }
}
