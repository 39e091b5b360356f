import type { ErrorCode } from '../../../errors.ts'
import type { UserId } from '../../../kit/ids.ts'

/** What a door allows when an upstream identity asks to come in. */
export interface LinkPolicy {
  /** Whether an unknown person may have a new account. */
  readonly signUp: boolean
  /** Whether an identity may join an existing account that has the same proven address. */
  readonly merge: boolean
  /** Whether the person may prove an address that the provider does not vouch for. */
  readonly verifyEmail: boolean
  /** Whether the address becomes one of a new account's addresses. */
  readonly identifier: boolean
}

export interface PersonFacts {
  readonly id: UserId
  readonly state: 'usable' | 'disabled' | 'locked'
}

/** All that the decision depends on. `email` is trusted when the provider vouches for it or the person proved it. */
export interface Facts {
  readonly policy: LinkPolicy
  readonly email: 'none' | 'untrusted' | 'trusted'
  readonly proven: boolean
  /** Who is signed in and wants to link; absent when somebody signs in. */
  readonly connecting?: PersonFacts | undefined
  /** Who this identity is linked to. */
  readonly owner?: PersonFacts | undefined
  /** Who has the address. */
  readonly holder?: (PersonFacts & { readonly verified: boolean }) | undefined
}

export type Decision =
  | { readonly kind: 'sign-in'; readonly userId: UserId }
  | { readonly kind: 'create'; readonly email: 'none' | 'unverified' | 'verified' }
  | { readonly kind: 'link'; readonly userId: UserId; readonly purge: boolean }
  | { readonly kind: 'already-linked'; readonly userId: UserId }
  | { readonly kind: 'prove' }
  | { readonly kind: 'refuse'; readonly code: ErrorCode }

export interface Resolution {
  readonly row: number
  readonly decision: Decision
}

/** A row answers undefined where its condition does not hold. */
type Row = (facts: Facts) => Decision | undefined

const trusted = ({ email }: Facts) => email === 'trusted'
const refuse = (code: ErrorCode): Decision => ({ kind: 'refuse', code })

/** The policy, row by row; the first row whose condition holds decides. */
const rows: readonly Row[] = [
  // 1: the account that would be the result is disabled or locked
  (facts) => {
    const result = facts.connecting ?? facts.owner ?? (trusted(facts) ? facts.holder : undefined)
    if (result === undefined || result.state === 'usable') return undefined
    return refuse(result.state === 'locked' ? 'account.locked' : 'account.disabled')
  },
  // 2: to be linked, but somebody else's
  ({ connecting, owner }) =>
    connecting && owner && owner.id !== connecting.id ? refuse('identity.already-linked') : undefined,
  // 3: to be linked, and linked already
  ({ connecting, owner }) => (connecting && owner ? { kind: 'already-linked', userId: connecting.id } : undefined),
  // 4: to be linked, and free
  ({ connecting }) => (connecting ? { kind: 'link', userId: connecting.id, purge: false } : undefined),
  // 5: a known identity, whatever its address says today
  ({ owner }) => (owner ? { kind: 'sign-in', userId: owner.id } : undefined),
  // 6: no address
  ({ email, policy }) => (email === 'none' && policy.signUp ? { kind: 'create', email: 'none' } : undefined),
  // 7: a trusted address that nobody has
  (facts) =>
    trusted(facts) && !facts.holder && facts.policy.signUp ? { kind: 'create', email: 'verified' } : undefined,
  // 8: a trusted address that its holder has proven too
  (facts) =>
    trusted(facts) && facts.holder?.verified && facts.policy.merge
      ? { kind: 'link', userId: facts.holder.id, purge: false }
      : undefined,
  // 9: the same, where accounts are not joined
  (facts) => (trusted(facts) && facts.holder?.verified ? refuse('email.taken') : undefined),
  // 10: a trusted address that its holder never proved: once proven, what the holder set up must go
  (facts) => {
    if (!trusted(facts) || !facts.holder) return undefined
    return facts.proven ? { kind: 'link', userId: facts.holder.id, purge: true } : { kind: 'prove' }
  },
  // 11: an untrusted address that may be proven
  ({ email, policy }) => (email === 'untrusted' && policy.verifyEmail ? { kind: 'prove' } : undefined),
  // 12: an untrusted address that nobody has
  ({ email, holder, policy }) =>
    email === 'untrusted' && !holder && policy.signUp ? { kind: 'create', email: 'unverified' } : undefined,
  // 13: an untrusted address that somebody has
  ({ email, holder }) => (email === 'untrusted' && holder ? refuse('email.unverified-conflict') : undefined),
  // 14: a new account would be needed
  () => refuse('sign-up.closed'),
]

/** Whose account an upstream identity opens: facts in, decision out, nothing else. */
export function resolveUser(facts: Facts): Resolution {
  for (const [index, row] of rows.entries()) {
    const decision = row(facts)
    if (decision) return { row: index + 1, decision }
  }
  throw new Error('the last row always decides')
}
