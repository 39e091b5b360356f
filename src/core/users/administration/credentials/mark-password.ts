import { AppError } from '../../../../errors.ts'
import type { Services } from '../../../../services.ts'
import type { User } from '../../../../store/users.ts'
import { recordEvent } from '../../../audit/record-event.ts'
import { endAllAccess } from '../../end-all-access.ts'
import type { OneUser } from '../lock-user.ts'

export interface MarkPassword extends OneUser {
  readonly compromised: boolean
  /** Also ends whatever the person is signed in to. */
  readonly signOut: boolean
}

/** Notes that others may know a person's password, or that they do not after all. */
export async function markPassword(services: Services, { id, compromised, signOut, by }: MarkPassword): Promise<User> {
  const { store, clock } = services
  const now = clock.now()
  return store.transaction(async (tx) => {
    if ((await tx.users.get(id)).passwordHash === null) throw new AppError('password.absent')
    const user = await tx.users.update(id, { passwordCompromisedAt: compromised ? now : null, updatedAt: now })
    if (signOut) await endAllAccess(services, tx, id)
    const type = compromised ? 'user.password_marked_compromised' : 'user.password_unmarked'
    await recordEvent({ store: tx, clock }, { type, ...by, target: id })
    return user
  })
}
