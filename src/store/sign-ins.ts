import type { UserId } from '../kit/ids.ts'
import type { Sql } from './database.ts'
import type { SignIn as SignInRow } from './generated/client.ts'
import type { Db } from './prisma.ts'

/** A browser in which a person is signed in at our own pages. */
export type SignIn = SignInRow

export type SeenSignIn = Pick<SignIn, 'uidDigest' | 'userId' | 'lastSeenAt' | 'expiresAt'>

export interface SignIns {
  find(userId: UserId, id: string): Promise<SignIn | undefined>
  findByUidDigest(uidDigest: string): Promise<SignIn | undefined>
  listByUser(userId: UserId, now: Date): Promise<readonly SignIn[]>
  /** Creates the sign-in of a browser session, or brings it up to date; its person was active then. */
  save(signIn: SignIn): Promise<void>
  /** Notes that the person of a sign-in was seen in its browser. */
  touch(seen: SeenSignIn): Promise<void>
  delete(id: string): Promise<boolean>
  deleteByUidDigest(uidDigest: string): Promise<void>
  /** Removes all of a person's sign-ins, but for the one that `keep` (a `uidDigest`) names. */
  deleteByUser(userId: UserId, keep?: string): Promise<void>
  /** Removes up to `limit` expired rows and answers how many there were. */
  deleteExpired(now: Date, limit: number): Promise<number>
}

const active = (id: string, at: string) => `WITH active AS (UPDATE users SET "lastActiveAt" = ${at} WHERE id = ${id})`
const saved = `${active('$2', '$8')}
  INSERT INTO sign_ins (id, "userId", "uidDigest", "userAgent", "ipPrefix", methods, "createdAt", "lastSeenAt", "expiresAt")
  VALUES ($1, $2, $3, $4, $5, $6::text[], $7, $8, $9)
  ON CONFLICT ("uidDigest") DO UPDATE SET "userId" = $2, "userAgent" = $4, "ipPrefix" = $5, methods = $6::text[],
    "lastSeenAt" = $8, "expiresAt" = $9`
const touched = `${active('$2', '$3')}
  UPDATE sign_ins SET "lastSeenAt" = $3, "expiresAt" = $4 WHERE "uidDigest" = $1`

export function signIns(db: Db, sql: Sql): SignIns {
  return {
    find: async (userId, id) => (await db.signIn.findFirst({ where: { id, userId } })) ?? undefined,
    findByUidDigest: async (uidDigest) => (await db.signIn.findUnique({ where: { uidDigest } })) ?? undefined,
    listByUser: (userId, now) =>
      db.signIn.findMany({ where: { userId, expiresAt: { gt: now } }, orderBy: { lastSeenAt: 'desc' }, take: 200 }),
    async save({ id, userId, uidDigest, userAgent, ipPrefix, methods, createdAt, lastSeenAt, expiresAt }) {
      const values = [id, userId, uidDigest, userAgent, ipPrefix, methods, createdAt, lastSeenAt, expiresAt]
      await sql.query(saved, values)
    },
    async touch({ uidDigest, userId, lastSeenAt, expiresAt }) {
      await sql.query(touched, [uidDigest, userId, lastSeenAt, expiresAt])
    },
    delete: async (id) => (await db.signIn.deleteMany({ where: { id } })).count === 1,
    async deleteByUidDigest(uidDigest) {
      await db.signIn.deleteMany({ where: { uidDigest } })
    },
    async deleteByUser(userId, keep) {
      await db.signIn.deleteMany({ where: { userId, ...(keep === undefined ? {} : { uidDigest: { not: keep } }) } })
    },
    deleteExpired: async (now, limit) =>
      (await db.signIn.deleteMany({ where: { expiresAt: { lte: now } }, limit })).count,
  }
}
