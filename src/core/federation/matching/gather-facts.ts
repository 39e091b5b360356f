import type { Services } from '../../../services.ts'
import { comparable, type User } from '../../../store/users.ts'
import { maySignIn } from '../../users/may-sign-in.ts'
import type { AdmitIdentity } from '../outcome.ts'
import { providerPolicy } from '../settings/provider-policy.ts'
import type { Facts, PersonFacts } from './resolve-user.ts'

/** Looks up what the decision depends on. */
export async function gatherFacts(services: Services, input: AdmitIdentity): Promise<Facts> {
  const { store, clock } = services
  const { identity, admission, userId, proven = false } = input
  const { provider, subject, email } = identity
  const now = clock.now()
  const linked = await store.identities.find(provider, subject)
  const holder = email === undefined ? undefined : await store.users.findByEmail(email)
  return {
    policy: await providerPolicy(services, provider, admission.policy),
    email: email === undefined ? 'none' : identity.emailVerified || proven ? 'trusted' : 'untrusted',
    proven,
    connecting: userId && personFacts(await store.users.get(userId), now),
    owner: linked && personFacts(await store.users.get(linked.userId), now),
    holder: holder && { ...personFacts(holder, now), verified: hasProven(holder, email ?? '') },
  }
}

function personFacts(user: User, now: Date): PersonFacts {
  if (maySignIn(user, now)) return { id: user.id, state: 'usable' }
  return { id: user.id, state: user.bannedAt === null ? 'locked' : 'disabled' }
}

function hasProven(user: User, address: string): boolean {
  return user.emails.some((email) => email.addressKey === comparable(address) && email.verifiedAt !== null)
}
