import { AppError } from '../../errors.ts'
import { after, hours } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'
import type { User } from '../../store/users.ts'
import type { Author } from '../audit/author.ts'
import { recordEvent } from '../audit/record-event.ts'
import { checkNewPassword } from './check-new-password.ts'
import { importedPassword } from './imported-password.ts'
import { createUser, type NewPerson } from './register-user.ts'

/** How long an account stays locked that an administrator locked. */
export const lockDuration = hours(1)

export interface AddUser {
  readonly person: Omit<NewPerson, 'passwordHash'>
  readonly password?: string | undefined
  /** Only size is checked then: for accounts that come from elsewhere. */
  readonly skipPasswordChecks?: boolean | undefined
  readonly digest?: { readonly value: string; readonly hasher: string } | undefined
  readonly locked?: boolean | undefined
  readonly by: Author
}

/** Creates an account in the name of an administrator. */
export async function addUser(services: Services, { person, by, ...input }: AddUser): Promise<User> {
  const { store, clock } = services
  if (person.emails.length === 0 && person.username === undefined) {
    throw new AppError('input.invalid', { field: 'email_address', reason: 'or username is needed' })
  }
  const passwordHash = await hashFor(services, { person, ...input })
  return store.transaction(async (tx) => {
    const user = await createUser(services, tx, { ...person, passwordHash })
    await recordEvent({ store: tx, clock }, { type: 'user.created', ...by, target: user.id })
    return input.locked ? tx.users.update(user.id, { lockedUntil: after(clock.now(), lockDuration) }) : user
  })
}

async function hashFor(services: Services, { person, password, digest, skipPasswordChecks }: Omit<AddUser, 'by'>) {
  if (digest !== undefined) return importedPassword(digest.value, digest.hasher)
  if (password === undefined) return undefined
  const about = [...person.emails.map(({ address }) => address), person.username, person.firstName, person.lastName]
  if (!skipPasswordChecks) await checkNewPassword(services, { password, about })
  return services.passwords.hash(password)
}
