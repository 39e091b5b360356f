import { AppError } from '../../errors.ts'
import { newId, type UserId } from '../../kit/ids.ts'
import type { Services } from '../../services.ts'
import { isUniqueViolation, type Json } from '../../store/prisma.ts'
import type { Store } from '../../store/store.ts'
import { comparable, type NewUser, type User } from '../../store/users.ts'

export interface NewEmailAddress {
  readonly address: string
  readonly verified: boolean
}

export interface NewPerson {
  readonly emails: readonly NewEmailAddress[]
  readonly username?: string | undefined
  readonly firstName?: string | undefined
  readonly lastName?: string | undefined
  readonly displayName?: string | undefined
  readonly imageUrl?: string | undefined
  readonly locale?: string | undefined
  readonly externalId?: string | undefined
  /** A PHC string; make it with `passwords.hash` before the transaction. */
  readonly passwordHash?: string | undefined
  readonly isAdmin?: boolean
  readonly groups?: readonly string[]
  readonly publicMetadata?: Json
  readonly privateMetadata?: Json
  readonly unsafeMetadata?: Json
  readonly createdAt?: Date | undefined
  readonly bannedAt?: Date | undefined
}

/** Creates an account with its addresses; refuses `email.taken`, `username.taken` or `external-id.taken`. */
export async function registerUser(services: Services, person: NewPerson): Promise<User> {
  return services.store.transaction((tx) => createUser(services, tx, person))
}

/** The same inside a transaction of the caller. */
export async function createUser({ clock }: Services, tx: Store, person: NewPerson): Promise<User> {
  await refuseTaken(tx, person)
  const id: UserId = newId('user')
  const now = clock.now()
  const emails = person.emails.map((email) => ({
    id: newId('email'),
    userId: id,
    address: email.address.trim(),
    verifiedAt: email.verified ? now : null,
    createdAt: now,
  }))
  try {
    await tx.users.create(row(id, person, emails[0]?.id ?? null, now))
    for (const email of emails) await tx.emails.create(email)
  } catch (error) {
    // Somebody else took it between the look and the insert.
    if (isUniqueViolation(error)) throw new AppError('email.taken', {}, { cause: error })
    throw error
  }
  return tx.users.get(id)
}

async function refuseTaken(tx: Store, person: NewPerson): Promise<void> {
  for (const { address } of person.emails) {
    if (await tx.emails.find(address)) throw new AppError('email.taken', { field: 'email_address' })
  }
  if (person.username !== undefined && (await tx.users.findByUsername(person.username))) {
    throw new AppError('username.taken', { field: 'username' })
  }
  if (person.externalId !== undefined && (await tx.users.findByExternalId(person.externalId))) {
    throw new AppError('external-id.taken', { field: 'external_id' })
  }
}

function row(id: UserId, person: NewPerson, primaryEmailId: string | null, now: Date): NewUser {
  const { emails: _emails, username, createdAt, passwordHash, groups, ...rest } = person
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  return {
    ...given,
    id,
    primaryEmailId,
    username: username ?? null,
    usernameKey: username === undefined ? null : comparable(username),
    passwordHash: passwordHash ?? null,
    passwordChangedAt: passwordHash === undefined ? null : now,
    groups: [...(groups ?? [])],
    createdAt: createdAt ?? now,
    updatedAt: now,
  }
}
