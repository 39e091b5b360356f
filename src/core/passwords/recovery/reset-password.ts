import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { seenFrom, type Visit } from '../../audit/visit.ts'
import { redeemTicket } from '../../tickets/redeem-ticket.ts'
import { endAllAccess } from '../../users/end-all-access.ts'
import { maySignIn } from '../../users/may-sign-in.ts'
import { checkNewPassword } from '../check-new-password.ts'
import { savePassword } from '../save-password.ts'
import { findReset, resetShape } from './find-reset.ts'
import { resetKind } from './send-reset.ts'

export interface ResetPassword {
  readonly token: string
  readonly password: string
  readonly visit: Visit
}

/**
 * Sets a new password for the holder of a mailed link and ends everything else that opens the account. It signs nobody
 * in, so a second step is asked for as ever.
 */
export async function resetPassword(services: Services, { token, password, visit }: ResetPassword): Promise<void> {
  const { userId, email } = await findReset(services, token)
  const person = await services.store.users.find(userId)
  if (!person || !maySignIn(person, services.clock.now())) throw new AppError('ticket.invalid')
  await checkNewPassword(services, { password, about: [email, person.username, person.firstName, person.lastName] })
  const passwordHash = await services.passwords.hash(password)
  await services.store.transaction(async (tx) => {
    const within = { ...services, store: tx }
    resetShape.parse(await redeemTicket(within, { kind: resetKind, token }))
    await endAllAccess(services, tx, userId)
    await tx.devices.deleteByUser(userId)
    await savePassword(within, { user: person, passwordHash, visit })
    await recordEvent(within, {
      type: 'password.reset',
      actor: { type: 'user', id: userId },
      target: userId,
      ...seenFrom(visit),
    })
  })
}
