import type { Services } from '../../services.ts'
import { recordEvent } from '../audit/record-event.ts'
import { seenFrom, type Visit } from '../audit/visit.ts'
import type { Arrival } from './arrival.ts'
import { admitIdentity } from './matching/admit-identity.ts'
import type { Admission, Outcome } from './outcome.ts'

export interface AdmitArrival {
  readonly arrival: Arrival
  readonly visit: Visit
}

/** Lets whoever came back from a provider in on the instance's own terms; a refusal is recorded. */
export async function admitArrival(services: Services, { arrival, visit }: AdmitArrival): Promise<Outcome> {
  const outcome = await decide(services, { arrival, visit })
  // Who changed their mind has not failed.
  if (outcome.kind === 'refused' && outcome.error.code !== 'upstream.denied') {
    const detail = { method: 'federated', provider: arrival.provider, reason: outcome.error.code }
    await recordEvent(services, { type: 'sign-in.failed', actor: { type: 'anonymous' }, ...seenFrom(visit), detail })
  }
  return outcome
}

async function decide(services: Services, { arrival, visit }: AdmitArrival): Promise<Outcome> {
  if (arrival.kind === 'refused') return arrival
  return admitIdentity(services, { identity: arrival.identity, admission: terms(services), visit })
}

// The operator's word on new accounts, and never an address that nobody has proven (security 6.11).
function terms({ config }: Services): Admission {
  const { signUp, emailVerificationRequired } = config
  const policy = { signUp: signUp === 'open', merge: true, verifyEmail: emailVerificationRequired, identifier: true }
  return { policy }
}
