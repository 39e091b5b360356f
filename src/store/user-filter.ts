import type { Prisma } from './generated/client.ts'
import { escapeLike } from './prisma.ts'

/** Which people a list is about; every member narrows it. */
export interface UserFilter {
  readonly ids?: readonly string[] | undefined
  /** In the form in which they are compared. */
  readonly emailKeys?: readonly string[] | undefined
  readonly usernameKeys?: readonly string[] | undefined
  readonly externalIds?: readonly string[] | undefined
  /** Part of an address, a name, a user name or an id. */
  readonly query?: string | undefined
  readonly emailQuery?: string | undefined
  readonly usernameQuery?: string | undefined
  readonly nameQuery?: string | undefined
  readonly banned?: boolean | undefined
  readonly isAdmin?: boolean | undefined
  /** Locked at this moment. */
  readonly lockedAt?: Date | undefined
  /** Without an address that is proven. */
  readonly unverified?: boolean | undefined
  readonly createdAt?: Span | undefined
  readonly lastActiveAt?: Span | undefined
  readonly lastSignInAt?: Span | undefined
  readonly identity?: { readonly provider: string; readonly subject: string | undefined } | undefined
}

export interface Span {
  readonly after?: Date | undefined
  readonly before?: Date | undefined
}

/** The condition on rows that a filter means. */
export function userWhere(filter: UserFilter): Prisma.UserWhereInput {
  const conditions: (Prisma.UserWhereInput | undefined)[] = [
    filter.ids && { id: { in: [...filter.ids] } },
    filter.emailKeys && { emails: { some: { addressKey: { in: [...filter.emailKeys] } } } },
    filter.usernameKeys && { usernameKey: { in: [...filter.usernameKeys] } },
    filter.externalIds && { externalId: { in: [...filter.externalIds] } },
    filter.query ? { OR: [...anyName(filter.query), withEmail(filter.query), ...anyId(filter.query)] } : undefined,
    filter.emailQuery ? withEmail(filter.emailQuery) : undefined,
    filter.usernameQuery ? { username: like(filter.usernameQuery) } : undefined,
    filter.nameQuery ? { OR: anyName(filter.nameQuery) } : undefined,
    ...standing(filter),
    filter.createdAt && { createdAt: within(filter.createdAt) },
    filter.lastActiveAt && { lastActiveAt: within(filter.lastActiveAt) },
    filter.lastSignInAt && { lastSignInAt: within(filter.lastSignInAt) },
    filter.identity && { identities: { some: withLogin(filter.identity) } },
  ]
  return { AND: conditions.filter((condition) => condition !== undefined) }
}

function standing({ banned, isAdmin, lockedAt, unverified }: UserFilter): (Prisma.UserWhereInput | undefined)[] {
  return [
    banned === undefined ? undefined : { bannedAt: banned ? { not: null } : null },
    isAdmin === undefined ? undefined : { isAdmin },
    lockedAt && { lockedUntil: { gt: lockedAt } },
    unverified ? { emails: { none: { verifiedAt: { not: null } } } } : undefined,
  ]
}

function like(text: string): Prisma.StringFilter {
  return { contains: escapeLike(text), mode: 'insensitive' }
}

function withEmail(text: string): Prisma.UserWhereInput {
  return { emails: { some: { addressKey: { contains: escapeLike(text.toLowerCase()) } } } }
}

// "Ada Lovelace" is a first and a last name.
function anyName(text: string): Prisma.UserWhereInput[] {
  const [first = '', ...rest] = text.trim().split(/\s+/)
  const both = rest.length === 0 ? [] : [{ AND: [{ firstName: like(first) }, { lastName: like(rest.join(' ')) }] }]
  return [
    { firstName: like(text) },
    { lastName: like(text) },
    { displayName: like(text) },
    { username: like(text) },
    ...both,
  ]
}

function anyId(text: string): Prisma.UserWhereInput[] {
  return [{ id: { contains: escapeLike(text) } }, { externalId: like(text) }]
}

function withLogin({ provider, subject }: NonNullable<UserFilter['identity']>): Prisma.IdentityWhereInput {
  return subject === undefined ? { provider } : { provider, subject }
}

function within({ after, before }: Span): Prisma.DateTimeFilter {
  return { ...(after === undefined ? {} : { gt: after }), ...(before === undefined ? {} : { lt: before }) }
}
