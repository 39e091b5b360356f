import type { User } from '../../store/users.ts'

/** Whether this person may be signed in at all: not banned, not locked by an administrator, not leaving. */
export function isUsable(user: User, now: Date): boolean {
  return user.bannedAt === null && (user.lockedUntil === null || user.lockedUntil <= now) && user.deleteAfter === null
}
