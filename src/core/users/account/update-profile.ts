import { AppError } from '../../../errors.ts'
import { hours } from '../../../kit/clock.ts'
import type { Services } from '../../../services.ts'
import { isUniqueViolation } from '../../../store/prisma.ts'
import { comparable, type User } from '../../../store/users.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { seenFrom, type Visit } from '../../audit/visit.ts'
import { spend } from '../../limits/spend.ts'
import { splitName } from '../profile/split-name.ts'

export interface UpdateProfile {
  readonly user: User
  /** An empty text empties what it names. */
  readonly name: string
  readonly username: string
  readonly picture: string
  readonly locale: string
  readonly visit: Visit
}

/** Changes what a person tells about themselves. */
export async function updateProfile(services: Services, input: UpdateProfile): Promise<void> {
  const { user, name, username, picture, locale, visit } = input
  const { firstName, lastName } = splitName(name)
  if (username !== '' && comparable(username) !== user.usernameKey) await checkFree(services, user, username)
  const change = {
    firstName: firstName ?? null,
    lastName: lastName ?? null,
    displayName: name || null,
    username: username || null,
    usernameKey: username === '' ? null : comparable(username),
    imageUrl: picture || null,
    locale: locale || null,
    updatedAt: services.clock.now(),
  }
  try {
    await services.store.users.update(user.id, change)
  } catch (cause) {
    if (isUniqueViolation(cause)) throw new AppError('username.taken', {}, { cause })
    throw cause
  }
  const event = { type: 'profile.changed', actor: { type: 'user', id: user.id }, target: user.id } as const
  await recordEvent(services, { ...event, ...seenFrom(visit) })
}

// The answer tells whether somebody has the name, so nobody asks for many.
async function checkFree(services: Services, user: User, username: string): Promise<void> {
  await spend(services, { bucket: 'username.choose', key: user.id, limit: 20, window: hours(1) })
  if (await services.store.users.findByUsername(username)) throw new AppError('username.taken')
}
