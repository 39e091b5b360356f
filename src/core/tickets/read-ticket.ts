import { digest } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import { explainTicket } from './explain-ticket.ts'
import { ticketPlace } from './mint-ticket.ts'

/** The payload of a ticket that stays good: for a page that shows what the ticket is about. */
export async function readTicket(
  { store, vault, clock }: Services,
  { kind, token }: { readonly kind: string; readonly token: string },
): Promise<unknown> {
  const tokenDigest = digest(token)
  const ticket = await store.tickets.find(tokenDigest)
  const now = clock.now()
  if (!ticket || ticket.kind !== kind || ticket.consumedAt || ticket.expiresAt <= now) {
    throw explainTicket(ticket, kind, now)
  }
  return JSON.parse(vault.open(ticket.payloadSealed, ticketPlace(tokenDigest)))
}
