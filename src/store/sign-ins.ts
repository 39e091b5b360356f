import type { UserId } from '../kit/ids.ts'
import type { Prisma, SignIn as SignInRow } from './generated/client.ts'
import type { Db } from './prisma.ts'

/** A browser in which a person is signed in at our own pages. */
export type SignIn = SignInRow

export interface SignIns {
  find(userId: UserId, id: string): Promise<SignIn | undefined>
  findByUidDigest(uidDigest: string): Promise<SignIn | undefined>
  listByUser(userId: UserId, now: Date): Promise<readonly SignIn[]>
  /** Creates the sign-in of a browser session, or brings it up to date. */
  save(signIn: Prisma.SignInUncheckedCreateInput): Promise<void>
  touch(uidDigest: string, seen: { readonly at: Date; readonly expiresAt: Date }): Promise<void>
  delete(id: string): Promise<boolean>
  deleteByUidDigest(uidDigest: string): Promise<void>
  /** Removes all of a person's sign-ins, but for the one that `keep` (a `uidDigest`) names. */
  deleteByUser(userId: UserId, keep?: string): Promise<void>
  deleteExpired(now: Date): Promise<number>
}

export function signIns(db: Db): SignIns {
  return {
    find: async (userId, id) => (await db.signIn.findFirst({ where: { id, userId } })) ?? undefined,
    findByUidDigest: async (uidDigest) => (await db.signIn.findUnique({ where: { uidDigest } })) ?? undefined,
    listByUser: (userId, now) =>
      db.signIn.findMany({ where: { userId, expiresAt: { gt: now } }, orderBy: { lastSeenAt: 'desc' }, take: 200 }),
    async save(signIn) {
      const { id: _id, createdAt: _createdAt, uidDigest, ...rest } = signIn
      await db.signIn.upsert({ where: { uidDigest }, create: signIn, update: rest })
    },
    async touch(uidDigest, { at, expiresAt }) {
      await db.signIn.updateMany({ where: { uidDigest }, data: { lastSeenAt: at, expiresAt } })
    },
    delete: async (id) => (await db.signIn.deleteMany({ where: { id } })).count === 1,
    async deleteByUidDigest(uidDigest) {
      await db.signIn.deleteMany({ where: { uidDigest } })
    },
    async deleteByUser(userId, keep) {
      await db.signIn.deleteMany({ where: { userId, ...(keep === undefined ? {} : { uidDigest: { not: keep } }) } })
    },
    deleteExpired: async (now) => (await db.signIn.deleteMany({ where: { expiresAt: { lte: now } } })).count,
  }
}
