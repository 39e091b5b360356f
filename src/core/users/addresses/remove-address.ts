import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { primaryEmail, type User } from '../../../store/users.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { seenFrom, type Visit } from '../../audit/visit.ts'

export interface RemoveAddress {
  readonly user: User
  readonly emailId: string
  readonly visit: Visit
}

/** Takes an address away from an account; the primary one stays. */
export async function removeAddress(services: Services, { user, emailId, visit }: RemoveAddress): Promise<void> {
  if (primaryEmail(user)?.id === emailId) throw new AppError('identity.last')
  await services.store.transaction(async (tx) => {
    if (!(await tx.emails.delete(user.id, emailId))) throw new AppError('user.unknown', { email: emailId })
    await tx.users.update(user.id, { updatedAt: services.clock.now() })
    const event = { type: 'email.removed', actor: { type: 'user', id: user.id }, target: user.id } as const
    await recordEvent({ ...services, store: tx }, { ...event, ...seenFrom(visit) })
  })
}
