import { minutes } from '../../../kit/clock.ts'
import type { Services } from '../../../services.ts'
import { mintTicket } from '../../tickets/mint-ticket.ts'

/** Who we are to an authenticator: the issuer's host, from the issuer's origin. */
export function relyingParty({ issuer }: Pick<Services, 'issuer'>) {
  return { expectedRPID: issuer.hostname, expectedOrigin: issuer.origin }
}

/** Signatures we verify: EdDSA, ES256 and RS256 (COSE algorithm identifiers). */
export const algorithms = [-8, -7, -257]

export type Ceremony = 'get' | 'create'

/** The kind of the tickets that serve as challenges: each is good for one ceremony, once. */
export function challengeKind(ceremony: Ceremony): string {
  return `passkey-${ceremony}`
}

/** A new challenge for the ceremony that `subject` (an interaction, a session) has begun. */
export async function newChallenge(
  services: Services,
  { ceremony, subject }: { readonly ceremony: Ceremony; readonly subject: string },
): Promise<Uint8Array<ArrayBuffer>> {
  const ticket = await mintTicket(services, { kind: challengeKind(ceremony), payload: { subject }, ttl: minutes(5) })
  return bytes(Buffer.from(ticket, 'base64url'))
}

/** Bytes as the library takes them: on a buffer of their own. */
export function bytes(source: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(source)
}
