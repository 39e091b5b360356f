import { AppError } from '../../errors.ts'
import { minutes } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'
import { comparable, type User } from '../../store/users.ts'
import { recordEvent } from '../audit/record-event.ts'
import { refill, spend } from '../limits/spend.ts'
import { isUsable } from './is-usable.ts'

export interface PasswordAttempt {
  readonly identifier: string
  readonly password: string
  /** The network the attempt comes from. */
  readonly addressPrefix: string
}

/** The person who has this password; otherwise `sign-in.refused`, in the same words and time for every reason. */
export async function verifyPassword(services: Services, attempt: PasswordAttempt): Promise<User> {
  const { store, passwords, clock } = services
  const account = { bucket: 'password.account', key: comparable(attempt.identifier) }
  await spend(services, { bucket: 'password.address', key: attempt.addressPrefix, limit: 50, window: minutes(1) })
  await spend(services, { ...account, limit: 10, window: minutes(15) })
  const user = await findByIdentifier(services, attempt.identifier)
  const matches = await passwords.verify(user?.passwordHash, attempt.password)
  if (!user || !matches || !isUsable(user, clock.now())) {
    await recordEvent(services, { type: 'sign-in.failed', actor: { type: 'anonymous' }, target: user?.id, ip: attempt.addressPrefix })
    throw new AppError('sign-in.refused')
  }
  await refill(services, account)
  if (user.passwordHash !== null && passwords.outdated(user.passwordHash)) {
    await store.users.update(user.id, { passwordHash: await passwords.hash(attempt.password) })
  }
  return user
}

/** The person with this address or user name; an address counts once it is verified. */
export async function findByIdentifier({ store }: Services, identifier: string): Promise<User | undefined> {
  if (!identifier.includes('@')) return store.users.findByUsername(identifier)
  const user = await store.users.findByEmail(identifier)
  const email = user?.emails.find((candidate) => candidate.addressKey === comparable(identifier))
  return email?.verifiedAt ? user : undefined
}
