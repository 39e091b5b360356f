import { AppError } from '../../../../errors.ts'
import type { Services } from '../../../../services.ts'
import type { User } from '../../../../store/users.ts'
import { recordEvent } from '../../../audit/record-event.ts'
import { endAllAccess } from '../../end-all-access.ts'
import type { OneUser } from '../lock-user.ts'

export interface RemovePassword extends OneUser {
  /** Also ends whatever the person is signed in to. */
  readonly signOut: boolean
}

/** Takes a person's password away. */
export async function removePassword(services: Services, { id, signOut, by }: RemovePassword): Promise<User> {
  const { store, clock } = services
  const now = clock.now()
  return store.transaction(async (tx) => {
    if ((await tx.users.get(id)).passwordHash === null) throw new AppError('password.absent')
    const gone = { passwordHash: null, passwordChangedAt: now, passwordCompromisedAt: null, updatedAt: now }
    const user = await tx.users.update(id, gone)
    if (signOut) await endAllAccess(services, tx, id)
    await recordEvent({ store: tx, clock }, { type: 'user.password_removed', ...by, target: id })
    return user
  })
}
