import { AppError, isRefusal } from '../../errors.ts'
import { minutes } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'
import { comparable, type User } from '../../store/users.ts'
import { recordEvent } from '../audit/record-event.ts'
import { seenFrom, type Visit } from '../audit/visit.ts'
import { passwordBudgets, returnPasswordTry } from '../limits/password-budgets.ts'
import { spend, take } from '../limits/spend.ts'
import { findByIdentifier } from '../sign-in/find-by-identifier.ts'
import { maySignIn } from '../users/may-sign-in.ts'
import { retireCompromised } from './recovery/retire-compromised.ts'
import { sendWayOut } from './recovery/send-way-out.ts'

export interface PasswordAttempt {
  readonly identifier: string
  readonly password: string
  readonly visit: Visit
}

/** The person who has this password; otherwise `sign-in.refused`, in the same words and time for every reason. */
export async function verifyPassword(
  services: Services,
  { identifier, password, visit }: PasswordAttempt,
): Promise<User> {
  const { store, passwords, clock } = services
  const user = await findByIdentifier(services, identifier)
  const budgets = passwordBudgets({ account: user?.id ?? comparable(identifier), visit })
  await spendTry(services, { budgets, user, identifier, visit })
  const matches = await passwords.verify(user?.passwordHash, password).catch(async (error: unknown) => {
    // Nothing was tried.
    if (isRefusal(error)) await returnPasswordTry(services, budgets)
    throw error
  })
  if (!user || !matches || !maySignIn(user, clock.now())) {
    await recordEvent(services, {
      type: 'sign-in.failed',
      actor: { type: 'anonymous' },
      target: user?.id,
      ...seenFrom(visit),
    })
    throw new AppError('sign-in.refused')
  }
  await returnPasswordTry(services, budgets)
  await retireCompromised(services, { user, visit })
  const { passwordHash } = user
  if (passwordHash !== null && passwords.outdated(passwordHash)) {
    const renewed = await passwords.hash(password)
    // Unless the person has chosen another one meanwhile.
    await store.users.updateWhere(user.id, { passwordHash }, { passwordHash: renewed })
  }
  return user
}

interface Try {
  readonly budgets: ReturnType<typeof passwordBudgets>
  readonly user: User | undefined
  readonly identifier: string
  readonly visit: Visit
}

// An account nobody has is locked like any other, and the first try that goes too far sends the way out by mail.
async function spendTry(services: Services, { budgets, ...person }: Try): Promise<void> {
  await spend(services, budgets.network)
  await spend(services, budgets.pair)
  for (const kind of ['streak', 'account'] as const) {
    const { left, retryAfter } = await take(services, budgets[kind])
    if (left === -1) await sendWayOut(services, { ...person, way: kind === 'account' ? 'unlock' : 'reset' })
    if (left < 0)
      throw new AppError('rate.limited', { reason: 'password', retryAfter: Math.min(retryAfter, minutes(15)) })
  }
}
