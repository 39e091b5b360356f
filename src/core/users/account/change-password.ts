import { AppError } from '../../../errors.ts'
import { minutes } from '../../../kit/clock.ts'
import type { Services } from '../../../services.ts'
import type { User } from '../../../store/users.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { seenFrom, type Visit } from '../../audit/visit.ts'
import { spend } from '../../limits/spend.ts'
import { checkNewPassword } from '../../passwords/check-new-password.ts'
import { savePassword } from '../../passwords/save-password.ts'
import { endAllAccess } from '../end-all-access.ts'

export interface ChangePassword {
  readonly user: User
  /** Needed when the account has a password. */
  readonly current: string | undefined
  readonly password: string
  /** The browser that stays signed in, as `sign_ins.uidDigest` has it. */
  readonly keep: string
  readonly visit: Visit
}

/** Changes a person's password, or sets the first one; everything else they are signed in to ends. */
export async function changePassword(services: Services, input: ChangePassword): Promise<void> {
  const { user, current, password, keep, visit } = input
  await spend(services, { bucket: 'password.change', key: user.id, limit: 10, window: minutes(15) })
  const known = user.passwordHash === null || (await services.passwords.verify(user.passwordHash, current ?? ''))
  if (!known) throw new AppError('input.invalid', { fields: { current: 'wrong-password' } })
  const about = [...user.emails.map(({ address }) => address), user.username, user.firstName, user.lastName]
  await checkNewPassword(services, { password, about })
  const passwordHash = await services.passwords.hash(password)
  await services.store.transaction(async (tx) => {
    const within = { ...services, store: tx }
    await savePassword(within, { user, passwordHash, visit })
    await endAllAccess(services, tx, user.id, { keep })
    const event = { type: 'password.changed', actor: { type: 'user', id: user.id }, target: user.id } as const
    await recordEvent(within, { ...event, ...seenFrom(visit) })
  })
}
