import { AppError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { User } from '../../store/users.ts'
import { isUsable } from '../users/is-usable.ts'

/** Refuses a person who may not have a session at all: disabled, locked or on the way out. */
export function checkUsable({ clock }: Pick<Services, 'clock'>, user: User): void {
  if (isUsable(user, clock.now())) return
  throw new AppError(user.bannedAt === null && user.deleteAfter === null ? 'account.locked' : 'account.disabled')
}

/** The same, and who must show a second factor, for which these APIs have no step (security 6.11). */
export function checkEntry(services: Pick<Services, 'clock'>, user: User): void {
  checkUsable(services, user)
  if (user.totpEnabledAt !== null) throw new AppError('factor.required')
}
