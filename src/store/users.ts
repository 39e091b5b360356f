import { AppError } from '../errors.ts'
import type { UserId } from '../kit/ids.ts'
import { isOutage } from './database/outage.ts'
import type { Sql } from './database.ts'
import type { Gather } from './gather.ts'
import type { Identity, Prisma } from './generated/client.ts'
import { type Db, isBeyond, isMissingRow } from './prisma.ts'
import { type UserFilter, userWhere } from './user-filter.ts'

const whole = { emails: { orderBy: { createdAt: 'asc' } } } as const satisfies Prisma.UserInclude

/** A person with all their addresses. */
export type User = Prisma.UserGetPayload<{ include: typeof whole }>
export type NewUser = Omit<Prisma.UserUncheckedCreateInput, 'emails'>
export type UserChange = Omit<Prisma.UserUncheckedUpdateInput, 'id' | 'emails'>

/** What belongs to a person beside the row itself, for those who describe them to others. */
export interface UserRelations {
  readonly identities: readonly Identity[]
  readonly unusedRecoveryCodes: number
}

export const userOrders = [
  'createdAt',
  'updatedAt',
  'firstName',
  'lastName',
  'username',
  'lastActiveAt',
  'lastSignInAt',
] as const
export type UserOrder = (typeof userOrders)[number]

export interface UserPage {
  readonly filter?: UserFilter
  readonly orderBy: UserOrder
  readonly descending: boolean
  readonly limit: number
  readonly offset: number
  /** Only people after this one, in the order of `createdAt`. */
  readonly after?: { readonly createdAt: Date; readonly id: string } | undefined
}

export interface Users {
  find(id: UserId): Promise<User | undefined>
  get(id: UserId): Promise<User>
  findByEmail(address: string): Promise<User | undefined>
  findByUsername(username: string): Promise<User | undefined>
  findByExternalId(externalId: string): Promise<User | undefined>
  findAdministrator(): Promise<User | undefined>
  list(page: UserPage): Promise<readonly User[]>
  /** People who have given their account up and whose time to change their mind is over. */
  listDeparted(now: Date, limit: number): Promise<readonly UserId[]>
  count(where?: Prisma.UserWhereInput): Promise<number>
  countMatching(filter: UserFilter): Promise<number>
  /** What belongs to each of these people, in their order. */
  listRelations(ids: readonly UserId[]): Promise<readonly UserRelations[]>
  create(user: NewUser): Promise<void>
  update(id: UserId, change: UserChange): Promise<User>
  /** Changes only while `where` still holds and answers whether it did: one statement, one winner. */
  updateWhere(id: UserId, where: Prisma.UserWhereInput, change: UserChange): Promise<boolean>
  delete(id: UserId): Promise<void>
}

/** The form in which two addresses or user names count as the same. */
export function comparable(value: string): string {
  return value.trim().normalize('NFC').toLowerCase()
}

/** The person's primary address, or the oldest one. */
export function primaryEmail(user: User): User['emails'][number] | undefined {
  return user.emails.find((email) => email.id === user.primaryEmailId) ?? user.emails[0]
}

type EmailRow = Omit<User['emails'][number], 'createdAt' | 'verifiedAt'> & {
  readonly createdAt: string
  readonly verifiedAt: string | null
}
// What the ORM reads as an empty list may be nothing at all in the table.
type Lists = Pick<User, 'groups' | 'allowedRoles'>
type Row = Omit<User, 'emails' | keyof Lists> & { readonly emails: readonly EmailRow[] } & {
  readonly [List in keyof Lists]: Lists[List] | null
}

// Every token operation looks for the person behind it: one statement, where the ORM would send two.
const selected = `SELECT u.*, COALESCE(
    (SELECT json_agg(e ORDER BY e."createdAt") FROM email_addresses e WHERE e."userId" = u.id), '[]') AS emails
  FROM users u WHERE`
const found = `${selected} u.id = $1`
const foundTogether = `${selected} u.id = ANY($1)`
const foundByEmail = `${selected} u.id = (SELECT "userId" FROM email_addresses WHERE "addressKey" = $1)`
const foundByUsername = `${selected} u."usernameKey" = $1`

export function users(db: Db, sql: Sql, gather: Gather): Users {
  const one = async (where: Prisma.UserWhereInput) => (await db.user.findFirst({ where, include: whole })) ?? undefined
  const select = async (text: string, value: unknown) => (await sql.query<Row>(text, [value])).map(dated)
  const findTogether = gather<UserId, User | undefined>({
    async together(ids) {
      const byId = new Map((await select(foundTogether, [...new Set(ids)])).map((user) => [user.id, user]))
      return ids.map((id) => byId.get(id))
    },
    isEveryones: isOutage,
  })
  const find = (id: UserId) => findTogether(id, async () => (await select(found, id))[0])
  return {
    find,
    async get(id) {
      const user = await find(id)
      if (!user) throw new AppError('user.unknown', { id })
      return user
    },
    findByEmail: async (address) => (await select(foundByEmail, comparable(address)))[0],
    findByUsername: async (username) => (await select(foundByUsername, comparable(username)))[0],
    findByExternalId: (externalId) => one({ externalId }),
    findAdministrator: () => one({ isAdmin: true }),
    list: ({ filter, orderBy, descending, limit, offset, after }) => {
      const order = descending ? 'desc' : 'asc'
      return db.user.findMany({
        where: { AND: [userWhere(filter ?? {}), after ? isBeyond(after, order) : {}] },
        orderBy: [{ [orderBy]: order }, { id: order }],
        take: limit,
        skip: offset,
        include: whole,
      })
    },
    async listDeparted(now, limit) {
      const rows = await db.user.findMany({ where: { deleteAfter: { lte: now } }, select: { id: true }, take: limit })
      return rows.map(({ id }) => id)
    },
    count: (where) => db.user.count({ where: where ?? {} }),
    countMatching: (filter) => db.user.count({ where: userWhere(filter) }),
    async listRelations(ids) {
      const rows = await db.user.findMany({
        where: { id: { in: [...ids] } },
        select: { id: true, identities: { orderBy: { createdAt: 'asc' } }, recoveryCodes: { where: { usedAt: null } } },
      })
      const byId = new Map(rows.map((row) => [row.id, row]))
      return ids.map((id) => ({
        identities: byId.get(id)?.identities ?? [],
        unusedRecoveryCodes: byId.get(id)?.recoveryCodes.length ?? 0,
      }))
    },
    async create(user) {
      await db.user.create({ data: user })
    },
    async update(id, change) {
      try {
        return await db.user.update({ where: { id }, data: change, include: whole })
      } catch (error) {
        if (isMissingRow(error)) throw new AppError('user.unknown', { id }, { cause: error })
        throw error
      }
    },
    async updateWhere(id, where, change) {
      const { count } = await db.user.updateMany({ where: { AND: [{ id }, where] }, data: change })
      return count === 1
    },
    async delete(id) {
      await db.user.deleteMany({ where: { id } })
    },
  }
}

// JSON knows no times.
function dated({ emails, groups, allowedRoles, ...user }: Row): User {
  const moments = ({ createdAt, verifiedAt, ...email }: EmailRow) => ({
    ...email,
    createdAt: new Date(createdAt),
    verifiedAt: verifiedAt === null ? null : new Date(verifiedAt),
  })
  return { ...user, groups: groups ?? [], allowedRoles: allowedRoles ?? [], emails: emails.map(moments) }
}
