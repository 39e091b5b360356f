import type { PersonSummary } from '../../../../views/admin/people/list.tsx'
import { fullName } from '../../../core/users/profile/claims-of.ts'
import { primaryEmailOf } from '../../../core/users/profile/primary-email.ts'
import { primaryName } from '../../../core/users/profile/primary-name.ts'
import type { User } from '../../../store/users.ts'

/** A person as lists and their own page name them. */
export function summaryOf(user: User, now: Date): PersonSummary {
  return {
    id: user.id,
    name: fullName(user) || primaryName(user),
    email: primaryEmailOf(user)?.address,
    pictureUrl: user.imageUrl ?? undefined,
    createdAt: user.createdAt,
    isAdmin: user.isAdmin,
    banned: user.bannedAt !== null,
    locked: user.lockedUntil !== null && user.lockedUntil > now,
    unverified: user.emails.every(({ verifiedAt }) => verifiedAt === null),
    leaving: user.deleteAfter !== null,
  }
}
