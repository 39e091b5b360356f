import type { User } from '../../store/users.ts'
import { maySignIn } from './may-sign-in.ts'

/** Whether this person may be signed in at all: not banned, not locked by an administrator, not leaving. */
export function isUsable(user: User, now: Date): boolean {
  return maySignIn(user, now) && user.deleteAfter === null
}
