import { AppError } from '../../../errors.ts'
import type { UserId } from '../../../kit/ids.ts'
import type { Services } from '../../../services.ts'
import { recordEvent } from '../../audit/record-event.ts'

/** Marks an address as proven by its person, who has shown what was mailed there. */
export async function proveAddress(
  services: Services,
  { userId, emailId }: { readonly userId: UserId; readonly emailId: string },
): Promise<void> {
  await services.store.transaction(async (tx) => {
    if (!(await tx.emails.verify(userId, emailId, services.clock.now()))) throw new AppError('ticket.invalid')
    await tx.users.update(userId, { updatedAt: services.clock.now() })
    const event = { type: 'email.verified', actor: { type: 'user', id: userId }, target: userId } as const
    await recordEvent({ ...services, store: tx }, event)
  })
}
