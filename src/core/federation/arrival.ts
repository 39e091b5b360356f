import { AppError, type ErrorCode, type ErrorDetail } from '../../errors.ts'
import { minutes } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'
import { mintTicket } from '../tickets/mint-ticket.ts'
import { redeemTicket } from '../tickets/redeem-ticket.ts'
import type { Outcome } from './outcome.ts'
import type { UpstreamIdentity } from './protocol/tidy-identity.ts'

/** What came back from a provider, before anybody has decided what it opens. */
export type Arrival = { readonly provider: string } & (
  | { readonly kind: 'identified'; readonly identity: UpstreamIdentity }
  | { readonly kind: 'refused'; readonly error: AppError }
)

interface Kept {
  readonly provider: string
  readonly identity?: UpstreamIdentity
  readonly refusal?: { readonly code: ErrorCode; readonly detail: ErrorDetail }
}

export interface KeepArrival {
  readonly provider: string
  /** Who alone may take it, such as `interaction:<uid>`: the ticket is worth nothing to anybody else. */
  readonly holder: string
  readonly outcome: Outcome
}

/** As long as a sign-in that somebody has to prove first, on the way to linking, may take. */
const lifetime = minutes(10)

/** Keeps what came back until the browser that began the sign-in asks for it with the ticket. */
export async function keepArrival(services: Services, { provider, holder, outcome }: KeepArrival): Promise<string> {
  return mintTicket(services, { kind: kindFor(holder), payload: pack(provider, outcome), ttl: lifetime })
}

/** Uses the ticket up; only the holder that was named can, and one of several requests at once. */
export async function takeArrival(
  services: Services,
  { holder, ticket }: { readonly holder: string; readonly ticket: string },
): Promise<Arrival> {
  // Sealed by us in this form and by nobody else.
  const kept = (await redeemTicket(services, { kind: kindFor(holder), token: ticket })) as Kept
  const { provider, identity, refusal } = kept
  if (identity) return { kind: 'identified', provider, identity }
  return { kind: 'refused', provider, error: new AppError(refusal?.code ?? 'upstream.refused', refusal?.detail) }
}

function pack(provider: string, outcome: Outcome): Kept {
  switch (outcome.kind) {
    case 'undecided':
      return { provider, identity: outcome.identity }
    case 'refused':
      return { provider, refusal: { code: outcome.error.code, detail: outcome.error.detail } }
    case 'signed-in':
    case 'linked':
    case 'proof-needed':
      throw new Error(`decided too early: ${outcome.kind}`)
    default:
      return outcome satisfies never
  }
}

function kindFor(holder: string): string {
  return `arrival ${holder}`
}
