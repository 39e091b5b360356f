import type { RouterContext } from '@koa/router'
import { bySystem } from '../../core/audit/author.ts'
import { admitIdentity } from '../../core/federation/matching/admit-identity.ts'
import type { NewUserDetails } from '../../core/federation/outcome.ts'
import type { UpstreamIdentity } from '../../core/federation/protocol/tidy-identity.ts'
import { banUsers } from '../../core/users/administration/ban-users.ts'
import { isAdmittedAddress } from '../../core/users/profile/address-lists.ts'
import { primaryEmailOf } from '../../core/users/profile/primary-email.ts'
import { AppError, type ErrorCode } from '../../errors.ts'
import { visitOf } from '../../http/visit.ts'
import type { Services } from '../../services.ts'
import type { User } from '../../store/users.ts'
import type { Memo } from './requests.ts'
import { allowedLocale } from './responses.ts'
import { mailProof, proofLife } from './verify-address.tsx'

export interface Admit {
  readonly identity: UpstreamIdentity
  readonly asked: Memo
}

/**
 * Whose account a login opens, by the API's rules for new accounts (spec/nhost.md 2.2). Nobody when the account was made
 * just now and its address has to be proven first: that is no error, and it is told by mail.
 */
export async function admit(
  services: Services,
  ctx: RouterContext,
  { identity, asked }: Admit,
): Promise<User | undefined> {
  const problem = problemOfNewUser(services, identity, asked.newUser)
  const policy = { signUp: problem === undefined, merge: true, verifyEmail: false, identifier: true }
  const newUser = detailsOf(services, identity, asked.newUser)
  const outcome = await admitIdentity(services, {
    identity,
    admission: { policy, newUser, proofTtl: proofLife },
    visit: visitOf(ctx),
  })
  const address = { provider: identity.provider, redirectTo: asked.redirectTo }
  switch (outcome.kind) {
    case 'signed-in':
      await checkAddress(services, outcome)
      return await provenOf(services, ctx, outcome, address)
    case 'refused':
      throw problem !== undefined && outcome.error.code === 'sign-up.closed' ? new AppError(problem) : outcome.error
    case 'proof-needed':
      await mailProof(services, ctx, { ...address, email: outcome.email, proof: outcome.ticket })
      throw new AppError('account.unverified')
    case 'linked':
    case 'undecided':
      throw new Error(`not an answer to a sign-in: ${outcome.kind}`)
    default:
      return outcome satisfies never
  }
}

interface SignedIn {
  readonly user: User
  readonly created: boolean
}

async function checkAddress(services: Services, { user, created }: SignedIn): Promise<void> {
  const { nhost } = services.config
  const email = primaryEmailOf(user)
  if (email && !isAdmittedAddress(nhost.addresses, email.address)) throw new AppError('email.refused')
  if (!created || !nhost.disableNewUsers) return
  await banUsers(services, { ids: [user.id], by: bySystem })
  throw new AppError('account.disabled')
}

async function provenOf(
  services: Services,
  ctx: RouterContext,
  { user, created }: SignedIn,
  address: { readonly provider: string; readonly redirectTo: string },
): Promise<User | undefined> {
  const email = primaryEmailOf(user)
  if (!services.config.emailVerificationRequired || !email || email.verifiedAt) return user
  const account = { userId: user.id, emailId: email.id }
  await mailProof(services, ctx, { ...address, email: email.address, account })
  if (created) return undefined
  throw new AppError('account.unverified')
}

// Looked at beforehand, but only an account that would be new is refused for it.
function problemOfNewUser(
  { config }: Services,
  { email }: UpstreamIdentity,
  { allowedRoles, defaultRole }: Memo['newUser'],
): ErrorCode | undefined {
  if (config.signUp === 'closed') return 'sign-up.closed'
  if (email !== undefined && !isAdmittedAddress(config.nhost.addresses, email)) return 'email.refused'
  const allowed = [...config.allowedRoles, config.defaultRole]
  const roles = allowedRoles ?? allowed
  if (!roles.every((role) => allowed.includes(role))) return 'role.refused'
  return roles.includes(defaultRole ?? config.defaultRole) ? undefined : 'role.default-refused'
}

function detailsOf(services: Services, identity: UpstreamIdentity, asked: Memo['newUser']): NewUserDetails {
  const { config } = services
  const defaultRole = asked.defaultRole ?? config.defaultRole
  return {
    displayName: asked.displayName ?? identity.name ?? identity.username ?? identity.subject,
    locale: allowedLocale(services, asked.locale),
    defaultRole,
    allowedRoles: [...new Set([...(asked.allowedRoles ?? config.allowedRoles), defaultRole])],
    profileMetadata: asked.metadata ?? null,
  }
}
