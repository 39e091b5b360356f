import { after, type Seconds } from '../../kit/clock.ts'
import type { UserId } from '../../kit/ids.ts'
import { digest, newSecret } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'

export interface MintTicket {
  /** Says what the ticket is good for; a ticket of one kind is worth nothing as another. */
  readonly kind: string
  readonly payload: unknown
  readonly ttl: Seconds
  /** The person the ticket stands for: their tickets go when they go. */
  readonly userId?: UserId | undefined
  /** Ties the ticket to whoever knows the verifier (RFC 7636, S256). */
  readonly challenge?: string | undefined
}

/** Makes a short-lived single-use secret that carries a result to a later request. */
export async function mintTicket({ store, vault, clock }: Services, ticket: MintTicket): Promise<string> {
  const { kind, payload, ttl, userId, challenge } = ticket
  const token = newSecret()
  const tokenDigest = digest(token)
  const now = clock.now()
  await store.tickets.create({
    tokenDigest,
    kind,
    userId: userId ?? null,
    payloadSealed: vault.seal(JSON.stringify(payload), ticketPlace(tokenDigest)),
    pkceChallenge: challenge ?? null,
    createdAt: now,
    expiresAt: after(now, ttl),
  })
  return token
}

/** Where a ticket's payload lies, for sealing and opening. */
export function ticketPlace(tokenDigest: string): string {
  return `tickets.payload:${tokenDigest}`
}
