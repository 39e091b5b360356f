import { AppError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { User } from '../../store/users.ts'
import type { Proof } from '../sign-in/assurance.ts'
import { nextStep } from '../sign-in/next-step.ts'
import { isUsable } from '../users/is-usable.ts'

export interface Entry {
  readonly user: User
  /** What the person has shown. */
  readonly proofs: readonly Proof[]
}

/** Refuses a person who may not have a session at all: disabled, locked or on the way out. */
export function checkUsable({ clock }: Pick<Services, 'clock'>, user: User): void {
  if (isUsable(user, clock.now())) return
  throw new AppError(user.bannedAt === null && user.deleteAfter === null ? 'account.locked' : 'account.disabled')
}

/** The same, and whoever still has to take a second step: it counts for every way in (security 6.11). */
export async function checkEntry(services: Services, { user, proofs }: Entry): Promise<void> {
  checkUsable(services, user)
  if ((await nextStep(services, { user, proofs })).kind !== 'done') throw new AppError('factor.required')
}
