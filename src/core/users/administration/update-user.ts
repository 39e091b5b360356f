import { AppError } from '../../../errors.ts'
import type { UserId } from '../../../kit/ids.ts'
import type { Services } from '../../../services.ts'
import { isUniqueViolation } from '../../../store/prisma.ts'
import type { Store } from '../../../store/store.ts'
import { comparable, type User, type UserChange } from '../../../store/users.ts'
import type { Author } from '../../audit/author.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { endAllAccess } from '../end-all-access.ts'
import type { GivenCredentials } from './credentials/given-credentials.ts'
import { hashGivenPassword } from './credentials/hash-given-password.ts'
import { keepGivenTotp } from './credentials/keep-given-totp.ts'
import { keepAdministrator } from './keep-administrator.ts'

/** What an administrator may change about a person; null empties, what is left out stays. */
export interface PersonChange {
  readonly firstName?: string | null | undefined
  readonly lastName?: string | null | undefined
  readonly username?: string | null | undefined
  readonly externalId?: string | null | undefined
  readonly locale?: string | null | undefined
  readonly groups?: readonly string[] | undefined
  readonly isAdmin?: boolean | undefined
  readonly primaryEmailId?: string | undefined
}

export interface UpdateUser extends GivenCredentials {
  readonly id: UserId
  readonly change: PersonChange
  /** A new password ends what the person is signed in to, unless this says no. */
  readonly signOut?: boolean | undefined
  readonly by: Author
}

/** Changes a person in the name of an administrator. */
export async function updateUser(
  services: Services,
  { id, change, signOut = true, by, ...given }: UpdateUser,
): Promise<User> {
  const { store, clock } = services
  const before = await store.users.get(id)
  const about = [...before.emails.map(({ address }) => address), before.username, before.firstName, before.lastName]
  const passwordHash = await hashGivenPassword(services, given, about)
  const now = clock.now()
  return store.transaction(async (tx) => {
    await refuseTaken(tx, id, change)
    if (change.isAdmin === false) await keepAdministrator(tx, { id, now })
    const withPassword =
      passwordHash === undefined ? {} : { passwordHash, passwordChangedAt: now, passwordCompromisedAt: null }
    await write(tx, id, { ...columns(change), ...withPassword, updatedAt: now })
    if (given.totp) await keepGivenTotp(services, tx, { id, totp: given.totp })
    if (passwordHash !== undefined && signOut) await endAllAccess(services, tx, id)
    const credentials = [passwordHash === undefined ? [] : ['password'], given.totp ? ['totp_secret'] : []]
    const members = [...said(change).map(([name]) => name), ...credentials.flat()]
    await recordEvent({ store: tx, clock }, { type: 'user.updated', ...by, target: id, detail: { members } })
    return tx.users.get(id)
  })
}

async function refuseTaken(
  tx: Store,
  id: UserId,
  { username, externalId, primaryEmailId }: PersonChange,
): Promise<void> {
  const namesake = username ? await tx.users.findByUsername(username) : undefined
  if (namesake && namesake.id !== id) throw new AppError('username.taken', { field: 'username' })
  const other = externalId ? await tx.users.findByExternalId(externalId) : undefined
  if (other && other.id !== id) throw new AppError('external-id.taken', { field: 'external_id' })
  if (primaryEmailId === undefined) return
  const email = (await tx.users.get(id)).emails.find((one) => one.id === primaryEmailId)
  if (!email?.verifiedAt) {
    throw new AppError('input.invalid', {
      field: 'primary_email_address_id',
      reason: 'must be a verified address of this user',
    })
  }
}

async function write(tx: Store, id: UserId, change: UserChange): Promise<void> {
  try {
    await tx.users.update(id, change)
  } catch (error) {
    // Somebody else took it between the look and the write.
    if (isUniqueViolation(error)) throw new AppError('username.taken', { field: 'username' }, { cause: error })
    throw error
  }
}

function columns({ groups, username, ...change }: PersonChange): UserChange {
  return {
    ...Object.fromEntries(said(change)),
    ...(groups === undefined ? {} : { groups: [...groups] }),
    ...(username === undefined ? {} : { username, usernameKey: username === null ? null : comparable(username) }),
  }
}

function said(change: object): [string, unknown][] {
  return Object.entries(change).filter(([, value]) => value !== undefined)
}
