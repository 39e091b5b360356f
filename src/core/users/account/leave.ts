import { after, days } from '../../../kit/clock.ts'
import type { Services } from '../../../services.ts'
import { primaryEmail, type User } from '../../../store/users.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { seenFrom, type Visit } from '../../audit/visit.ts'
import { endAllAccess } from '../end-all-access.ts'

/** How long a person may change their mind. */
export const graceDays = 14

export interface Leave {
  readonly user: User
  /** The browser that stays signed in, to change one's mind in. */
  readonly keep: string
  readonly visit: Visit
}

/** When an account that is given up now will be gone. */
export function leavingDate({ clock }: Pick<Services, 'clock'>): Date {
  return after(clock.now(), days(graceDays))
}

/** Gives an account up: it lets nobody into applications any more and is deleted when the grace period ends. */
export async function leave(services: Services, { user, keep, visit }: Leave): Promise<void> {
  const deleteAfter = leavingDate(services)
  await services.store.transaction(async (tx) => {
    await tx.users.update(user.id, { deleteAfter, updatedAt: services.clock.now() })
    await endAllAccess(services, tx, user.id, { keep })
    const event = { type: 'account.leaving', actor: { type: 'user', id: user.id }, target: user.id } as const
    await recordEvent({ ...services, store: tx }, { ...event, ...seenFrom(visit) })
    const email = primaryEmail(user)
    if (!email?.verifiedAt) return
    const values = { deletesAt: deleteAfter.toISOString(), keepUrl: `${services.issuer.origin}/account/data` }
    const mail = {
      to: email.address,
      template: 'account-deletion',
      locale: user.locale ?? visit.locale,
      values,
      clientId: visit.clientId,
    }
    await services.mail.queue(mail, tx)
  })
}

/** Takes it back. */
export async function stay(services: Services, { user, visit }: Omit<Leave, 'keep'>): Promise<void> {
  await services.store.users.update(user.id, { deleteAfter: null, updatedAt: services.clock.now() })
  const event = { type: 'account.kept', actor: { type: 'user', id: user.id }, target: user.id } as const
  await recordEvent(services, { ...event, ...seenFrom(visit) })
}
