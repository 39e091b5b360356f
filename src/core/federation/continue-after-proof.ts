import { AppError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import { comparable } from '../../store/users.ts'
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

/** Which address has to be proven for a ticket; the ticket stays good. */
export async function findAddressToProve(services: Services, ticket: string): Promise<string> {
  const { identity } = readProof(await readTicket(services, { kind: addressProof, token: ticket }))
  return identity.email ?? ''
}

/** Goes on with a sign-in once its person has proven `email` by a code that was mailed there. */
export async function continueAfterProof(
  services: Services,
  { ticket, email }: { readonly ticket: string; readonly email: string },
): Promise<Outcome> {
  const proof = readProof(await redeemTicket(services, { kind: addressProof, token: ticket }))
  if (comparable(proof.identity.email ?? '') !== comparable(email)) throw new AppError('ticket.invalid')
  return admitIdentity(services, { ...proof, proven: true })
}

// Sealed by us under this kind and by nobody else.
function readProof(payload: unknown): Proof {
  return payload as Proof
}
