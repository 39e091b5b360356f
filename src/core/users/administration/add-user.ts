import { AppError } from '../../../errors.ts'
import { after } from '../../../kit/clock.ts'
import type { Services } from '../../../services.ts'
import type { User } from '../../../store/users.ts'
import type { Author } from '../../audit/author.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { dropTyped } from '../addresses/drop-typed.ts'
import { createUser, type NewPerson } from '../register-user.ts'
import type { GivenCredentials } from './credentials/given-credentials.ts'
import { hashGivenPassword } from './credentials/hash-given-password.ts'
import { keepGivenTotp } from './credentials/keep-given-totp.ts'
import { lockDuration } from './lock-user.ts'

export interface AddUser extends GivenCredentials {
  readonly person: Omit<NewPerson, 'passwordHash'>
  readonly locked?: boolean | undefined
  readonly by: Author
}

/** Creates an account in the name of an administrator. */
export async function addUser(services: Services, { person, locked, by, ...given }: AddUser): Promise<User> {
  const { store, clock } = services
  if (person.emails.length === 0 && person.username === undefined) {
    throw new AppError('input.invalid', { field: 'email_address', reason: 'is needed where there is no username' })
  }
  const about = [...person.emails.map(({ address }) => address), person.username, person.firstName, person.lastName]
  const passwordHash = await hashGivenPassword(services, given, about)
  return store.transaction(async (tx) => {
    for (const { address } of person.emails) await dropTyped(tx, address)
    const user = await createUser(services, tx, { ...person, passwordHash })
    if (given.totp) await keepGivenTotp(services, tx, { id: user.id, totp: given.totp })
    await recordEvent({ store: tx, clock }, { type: 'user.created', ...by, target: user.id })
    return tx.users.update(user.id, { lockedUntil: locked ? after(clock.now(), lockDuration) : null })
  })
}
