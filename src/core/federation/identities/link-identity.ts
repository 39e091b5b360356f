import type { UserId } from '../../../kit/ids.ts'
import type { Services } from '../../../services.ts'
import type { Visit } from '../../audit/visit.ts'
import { admitIdentity } from '../matching/admit-identity.ts'
import type { Outcome } from '../outcome.ts'
import type { UpstreamIdentity } from '../protocol/tidy-identity.ts'

export interface LinkIdentity {
  readonly userId: UserId
  readonly identity: UpstreamIdentity
  readonly visit?: Visit | undefined
}

/** Links a login to the one who is signed in; refused when it is somebody else's already. */
export async function linkIdentity(services: Services, { userId, identity, visit }: LinkIdentity): Promise<Outcome> {
  const policy = { signUp: false, merge: false, verifyEmail: false, identifier: false }
  return admitIdentity(services, { identity, userId, admission: { policy }, visit })
}
