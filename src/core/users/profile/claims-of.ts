import { epoch } from '../../../kit/clock.ts'
import { primaryEmail, type User } from '../../../store/users.ts'

/** Which claims each scope releases (OpenID Connect Core 5.4, spec/clerk.md A.1.3). */
export const claimsByScope = {
  openid: ['sub'],
  profile: ['name', 'given_name', 'family_name', 'preferred_username', 'username', 'picture', 'locale', 'updated_at'],
  email: ['email', 'email_verified'],
  groups: ['groups'],
  public_metadata: ['public_metadata', 'unsafe_metadata'],
  private_metadata: ['private_metadata'],
} as const

type Claim = (typeof claimsByScope)[keyof typeof claimsByScope][number]

/** The person's claims for these scopes; a claim that is granted but empty is null. */
export function claimsOf(user: User, scopes: readonly string[]): Record<string, unknown> {
  const email = primaryEmail(user)
  const all: Record<Exclude<Claim, 'sub'>, unknown> = {
    name: fullName(user),
    given_name: user.firstName,
    family_name: user.lastName,
    preferred_username: user.username,
    username: user.username,
    picture: user.imageUrl,
    locale: user.locale,
    updated_at: epoch(user.updatedAt),
    email: email?.address ?? null,
    email_verified: email ? email.verifiedAt !== null : null,
    groups: user.groups,
    public_metadata: user.publicMetadata,
    unsafe_metadata: user.unsafeMetadata,
    private_metadata: user.privateMetadata,
  }
  const granted: Record<string, unknown> = {}
  for (const [scope, claims] of Object.entries(claimsByScope)) {
    if (!scopes.includes(scope)) continue
    for (const claim of claims) if (claim !== 'sub') granted[claim] = all[claim]
  }
  return granted
}

/** First and last name, or what the person chose to be called. */
export function fullName(user: Pick<User, 'firstName' | 'lastName' | 'displayName'>): string | null {
  const parts = [user.firstName, user.lastName].filter((part) => part !== null && part !== '')
  return parts.length > 0 ? parts.join(' ') : user.displayName
}
