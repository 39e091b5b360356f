import { primaryEmail, type User } from '../../../store/users.ts'

/** The person's primary address, or the oldest one, for doors, which do not know the store. */
export function primaryEmailOf(user: User): User['emails'][number] | undefined {
  return primaryEmail(user)
}
