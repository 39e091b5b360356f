import { AppError } from '../../errors.ts'
import { digest, equal } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import { explainTicket } from './explain-ticket.ts'
import { ticketPlace } from './mint-ticket.ts'

export interface RedeemTicket {
  readonly kind: string
  readonly token: string
  readonly verifier?: string | undefined
}

/** Uses a ticket up and answers its payload; a wrong verifier uses it up as well, so that nobody can keep guessing. */
export async function redeemTicket({ store, vault, clock }: Services, input: RedeemTicket): Promise<unknown> {
  const tokenDigest = digest(input.token)
  const now = clock.now()
  const ticket = await store.tickets.consume(tokenDigest, input.kind, now)
  if (!ticket) throw explainTicket(await store.tickets.find(tokenDigest), input.kind, now)
  if (!proves(input.verifier, ticket.pkceChallenge)) throw new AppError('ticket.pkce-mismatch')
  return JSON.parse(vault.open(ticket.payloadSealed, ticketPlace(tokenDigest)))
}

// RFC 7636 section 4.6; a verifier without a challenge is refused too (RFC 9700 section 4.8.2).
function proves(verifier: string | undefined, challenge: string | null): boolean {
  if (verifier === undefined || challenge === null) return verifier === undefined && challenge === null
  return /^[\w.~-]{43,128}$/.test(verifier) && equal(digest(verifier), challenge)
}
