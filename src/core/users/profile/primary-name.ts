import { primaryEmail, type User } from '../../../store/users.ts'
import { fullName } from './claims-of.ts'

/** What tells a person which account this is: address, user name or name. */
export function primaryName(user: User): string {
  return primaryEmail(user)?.address ?? user.username ?? fullName(user) ?? user.id
}
