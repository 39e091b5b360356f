import { AppError } from '../../../errors.ts'
import { minutes } from '../../../kit/clock.ts'
import type { UserId } from '../../../kit/ids.ts'
import type { Services } from '../../../services.ts'
import type { User } from '../../../store/users.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { seenFrom, type Visit } from '../../audit/visit.ts'
import { mintTicket } from '../../tickets/mint-ticket.ts'
import { createUser } from '../../users/register-user.ts'
import { tellOfLogin } from '../identities/tell-of-login.ts'
import type { AdmitIdentity, Outcome } from '../outcome.ts'
import { purgeAccount } from './purge-account.ts'
import type { Decision } from './resolve-user.ts'
import { addIdentity, refreshIdentity } from './save-identity.ts'

/** The kind of ticket that stands for an identity whose address must be proven. */
export const addressProof = 'address-proof'

/** Carries a decision out; `services` must hold the store of a transaction. */
export async function applyResolution(services: Services, decision: Decision, input: AdmitIdentity): Promise<Outcome> {
  switch (decision.kind) {
    case 'sign-in':
      await refreshIdentity(services, input.identity)
      return { kind: 'signed-in', user: await services.store.users.get(decision.userId), created: false }
    case 'create':
      return { kind: 'signed-in', user: await create(services, decision.email, input), created: true }
    case 'link':
      return link(services, decision, input)
    case 'already-linked':
      await refreshIdentity(services, input.identity)
      return { kind: 'linked', user: await services.store.users.get(decision.userId), already: true }
    case 'prove':
      return askForProof(services, input)
    case 'refuse':
      return { kind: 'refused', error: new AppError(decision.code, { provider: input.identity.provider }) }
    default:
      return decision satisfies never
  }
}

async function create(
  services: Services,
  email: 'none' | 'unverified' | 'verified',
  input: AdmitIdentity,
): Promise<User> {
  const { identity, admission, visit } = input
  const used = email !== 'none' && admission.policy.identifier && identity.email !== undefined
  const user = await createUser(services, services.store, {
    emails: used ? [{ address: identity.email ?? '', verified: email === 'verified' }] : [],
    firstName: identity.firstName,
    lastName: identity.lastName,
    displayName: identity.name ?? identity.username,
    imageUrl: identity.picture,
    locale: identity.locale,
  })
  await addIdentity(services, user.id, identity)
  await recordEvent(services, {
    type: 'user.created',
    ...about(user.id, visit),
    detail: { provider: identity.provider },
  })
  const { profileMetadata, ...details } = admission.newUser ?? {}
  return services.store.users.update(user.id, { ...details, ...(profileMetadata ? { profileMetadata } : {}) })
}

async function link(
  services: Services,
  { userId, purge }: { readonly userId: UserId; readonly purge: boolean },
  { identity, userId: connecting, visit }: AdmitIdentity,
): Promise<Outcome> {
  const { provider } = identity

  if (purge) await purgeAccount(services, userId, identity)
  await addIdentity(services, userId, identity)
  await recordEvent(services, { type: 'identity.linked', ...about(userId, visit), detail: { provider, purged: purge } })
  const user = await services.store.users.get(userId)
  await tellOfLogin(services, { user, provider, change: 'linked', visit })
  return connecting === undefined
    ? { kind: 'signed-in', user, created: false }
    : { kind: 'linked', user, already: false }
}

async function askForProof(services: Services, { identity, admission }: AdmitIdentity): Promise<Outcome> {
  const ttl = admission.proofTtl ?? minutes(30)
  const ticket = await mintTicket(services, { kind: addressProof, payload: { identity, admission }, ttl })
  return { kind: 'proof-needed', email: identity.email ?? '', ticket }
}

function about(userId: UserId, visit: Visit | undefined) {
  return { actor: { type: 'user', id: userId }, target: userId, ...(visit ? seenFrom(visit) : {}) } as const
}
