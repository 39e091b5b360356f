import { AppError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { comparable } from '../../store/users.ts'
import type { Visit } from '../audit/visit.ts'
import { readTicket } from '../tickets/read-ticket.ts'
import { redeemTicket } from '../tickets/redeem-ticket.ts'
import { admitIdentity } from './matching/admit-identity.ts'
import { addressProof } from './matching/apply-resolution.ts'
import type { Admission, Outcome } from './outcome.ts'
import type { UpstreamIdentity } from './protocol/tidy-identity.ts'

interface Proof {
  readonly identity: UpstreamIdentity
  readonly admission: Admission
}

/** Which address of which provider has to be proven for a ticket; the ticket stays good. */
export async function findProof(
  services: Services,
  ticket: string,
): Promise<{ readonly email: string; readonly provider: string }> {
  const { identity } = readProof(await readTicket(services, { kind: addressProof, token: ticket }))
  return { email: identity.email ?? '', provider: identity.provider }
}

export interface ContinueAfterProof {
  readonly ticket: string
  /** The address that the code was mailed to. */
  readonly email: string
  readonly visit?: Visit | undefined
}

/** Goes on with a sign-in once its person has proven an address by a code that was mailed there. */
export async function continueAfterProof(services: Services, input: ContinueAfterProof): Promise<Outcome> {
  const { ticket, email, visit } = input
  const proof = readProof(await redeemTicket(services, { kind: addressProof, token: ticket }))
  if (comparable(proof.identity.email ?? '') !== comparable(email)) throw new AppError('ticket.invalid')
  return admitIdentity(services, { ...proof, proven: true, visit })
}

// Sealed by us under this kind and by nobody else.
function readProof(payload: unknown): Proof {
  return payload as Proof
}
