import type { UserId } from '../kit/ids.ts'
import type { Prisma, Session as SessionRow, SessionToken } from './generated/client.ts'
import type { Db } from './prisma.ts'

/** A session of one of the social sign-in APIs. */
export type Session = SessionRow
export type NewSession = Omit<Prisma.SessionUncheckedCreateInput, 'revokedAt' | 'tokens'>
/** A refresh token of a session, as its digest; those that were used stay, so that their return is noticed. */
export type RefreshToken = SessionToken & { readonly session: Session }

/** Whose sessions: of a person, at one API or at all. */
export interface SessionOwner {
  readonly userId: UserId
  readonly audience?: string
}

export interface SessionPage {
  readonly limit: number
  readonly offset: number
}

export interface Sessions {
  /** A session that is neither revoked nor expired. */
  find(id: string, now: Date): Promise<Session | undefined>
  findToken(tokenDigest: string): Promise<RefreshToken | undefined>
  list(owner: SessionOwner, now: Date, page: SessionPage): Promise<readonly Session[]>
  count(owner: SessionOwner, now: Date): Promise<number>
  create(session: NewSession): Promise<void>
  createToken(token: Omit<SessionToken, 'consumedAt'>): Promise<void>
  /** Marks a refresh token as used; false when it is used or expired. One statement, one winner. */
  consumeToken(tokenDigest: string, now: Date): Promise<boolean>
  touch(id: string, at: Date, expiresAt: Date): Promise<void>
  revoke(id: string, at: Date): Promise<void>
  /** Ends all sessions of a person, or those at one API, but for the one that is kept. */
  revokeByUser(userId: UserId, at: Date, scope?: { readonly audience?: string; readonly keep?: string }): Promise<void>
  /** Removes up to `limit` sessions that are over and answers how many there were. */
  deleteExpired(now: Date, limit: number): Promise<number>
}

const alive = (now: Date) => ({ revokedAt: null, expiresAt: { gt: now } })

export function sessions(db: Db): Sessions {
  return {
    find: async (id, now) => (await db.session.findFirst({ where: { id, ...alive(now) } })) ?? undefined,
    findToken: async (tokenDigest) =>
      (await db.sessionToken.findUnique({ where: { tokenDigest }, include: { session: true } })) ?? undefined,
    list: (owner, now, { limit, offset }) =>
      db.session.findMany({
        where: { ...owner, ...alive(now) },
        orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
        take: limit,
        skip: offset,
      }),
    count: (owner, now) => db.session.count({ where: { ...owner, ...alive(now) } }),
    async create(session) {
      await db.session.create({ data: session })
    },
    async createToken(token) {
      await db.sessionToken.create({ data: token })
    },
    async consumeToken(tokenDigest, now) {
      const { count } = await db.sessionToken.updateMany({
        where: { tokenDigest, consumedAt: null, expiresAt: { gt: now } },
        data: { consumedAt: now },
      })
      return count === 1
    },
    async touch(id, at, expiresAt) {
      await db.session.updateMany({ where: { id }, data: { lastSeenAt: at, expiresAt } })
    },
    async revoke(id, at) {
      await db.session.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: at } })
    },
    async revokeByUser(userId, at, { audience, keep } = {}) {
      const scope = {
        ...(audience === undefined ? {} : { audience }),
        ...(keep === undefined ? {} : { id: { not: keep } }),
      }
      await db.session.updateMany({ where: { userId, revokedAt: null, ...scope }, data: { revokedAt: at } })
    },
    async deleteExpired(now, limit) {
      const over = await db.session.findMany({
        where: { OR: [{ expiresAt: { lte: now } }, { revokedAt: { not: null } }] },
        select: { id: true },
        take: limit,
      })
      return (await db.session.deleteMany({ where: { id: { in: over.map(({ id }) => id) } } })).count
    },
  }
}
