import { z } from 'zod'
import type { UpstreamIdentity } from '../../core/federation/protocol/tidy-identity.ts'
import { mintTicket } from '../../core/tickets/mint-ticket.ts'
import { redeemTicket } from '../../core/tickets/redeem-ticket.ts'
import { signToken } from '../../core/tokens/sign-token.ts'
import { verifyToken } from '../../core/tokens/verify-token.ts'
import { AppError } from '../../errors.ts'
import { hours } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'

const kind = 'cloudbase-provider-token'
const form = { alg: 'RS256', audience: 'provider-token' } as const

export const providerTokenTtl = hours(1)

/** A ticket for an identity, in the form of a JWT. Nothing of the identity lies in it; that stays with us, sealed. */
export async function mintProviderToken(services: Services, identity: UpstreamIdentity): Promise<string> {
  const jti = await mintTicket(services, { kind, payload: { identity }, ttl: providerTokenTtl })
  return signToken(services, { ...form, ttl: providerTokenTtl, claims: { jti, provider_id: identity.provider } })
}

// Sealed by us in this form and by nobody else.
const payload = z.object({
  identity: z.custom<UpstreamIdentity>((value) => typeof value === 'object' && value !== null),
})

/** The identity behind a provider token, which is used up. */
export async function redeemProviderToken(services: Services, token: string): Promise<UpstreamIdentity> {
  const { jti } = await verifyToken(services, { ...form, token })
  if (typeof jti !== 'string') throw new AppError('ticket.invalid')
  return payload.parse(await redeemTicket(services, { kind, token: jti })).identity
}
