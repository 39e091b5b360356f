import type { User } from '../../store/users.ts'

/** Whether an administrator lets this person in; one who is leaving may, and stays by it. */
export function maySignIn(user: User, now: Date): boolean {
  return user.bannedAt === null && (user.lockedUntil === null || user.lockedUntil <= now)
}
