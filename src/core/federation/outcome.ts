import type { AppError } from '../../errors.ts'
import type { Seconds } from '../../kit/clock.ts'
import type { UserId } from '../../kit/ids.ts'
import type { Json } from '../../store/prisma.ts'
import type { User } from '../../store/users.ts'
import type { Visit } from '../audit/visit.ts'
import type { LinkPolicy } from './matching/resolve-user.ts'
import type { UpstreamIdentity } from './protocol/tidy-identity.ts'

/** How a sign-in at a provider ended; a door must treat every kind. */
export type Outcome =
  | { readonly kind: 'signed-in'; readonly user: User; readonly created: boolean }
  | { readonly kind: 'linked'; readonly user: User; readonly already: boolean }
  /** The address must be proven first; `continueAfterProof` takes the ticket. */
  | { readonly kind: 'proof-needed'; readonly email: string; readonly ticket: string }
  /** The door decides later, with `admitIdentity`. */
  | { readonly kind: 'undecided'; readonly identity: UpstreamIdentity }
  | { readonly kind: 'refused'; readonly error: AppError }

/** An identity at the door, and what is known about the one who brings it. */
export interface AdmitIdentity {
  readonly identity: UpstreamIdentity
  readonly admission: Admission
  /** Who is signed in and links the identity. */
  readonly userId?: UserId | undefined
  /** Whether the person proved the address just now. */
  readonly proven?: boolean
  readonly visit?: Visit | undefined
}

/** On which terms an identity may come in. It lies in attempts and tickets, so it is plain JSON. */
export interface Admission {
  readonly policy: LinkPolicy
  /** What the door wants a new account to have beside what the provider says. */
  readonly newUser?: NewUserDetails | undefined
  /** How long a person may take to prove an address; half an hour when not given. */
  readonly proofTtl?: Seconds | undefined
}

export interface NewUserDetails
  extends Partial<Readonly<Pick<User, 'displayName' | 'locale' | 'imageUrl' | 'defaultRole' | 'allowedRoles'>>> {
  readonly profileMetadata?: Json | null
}
