import type { Code as CodeRow, Prisma } from './generated/client.ts'
import type { Db } from './prisma.ts'

/** A short code that was sent to a person, as it lies in the store: a keyed hash and what only the master key opens. */
export type StoredCode = CodeRow
export type NewCode = Omit<Prisma.CodeUncheckedCreateInput, 'attempts' | 'consumedAt'>

export interface Codes {
  /** The newest code of this purpose and subject, be it good or not. */
  findNewest(purpose: string, subject: string): Promise<StoredCode | undefined>
  /** Replaces all codes of this purpose and subject by this one. */
  replace(code: NewCode): Promise<void>
  /** Counts a try before it is looked at; false when none is left, or the code is used or expired. */
  countTry(id: string, limit: number, now: Date): Promise<boolean>
  /** Marks as used and answers whether it was good until now: one statement, one winner. */
  consume(id: string, now: Date): Promise<boolean>
  /** Removes up to `limit` expired rows and answers how many there were. */
  deleteExpired(now: Date, limit: number): Promise<number>
}

export function codes(db: Db): Codes {
  const change = async (where: Prisma.CodeWhereInput, data: Prisma.CodeUncheckedUpdateManyInput) =>
    (await db.code.updateMany({ where, data })).count === 1
  return {
    findNewest: async (purpose, subject) =>
      (await db.code.findFirst({
        where: { purpose, subject },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      })) ?? undefined,
    async replace(code) {
      await db.code.deleteMany({ where: { purpose: code.purpose, subject: code.subject } })
      await db.code.create({ data: code })
    },
    countTry: (id, limit, now) =>
      change({ id, consumedAt: null, expiresAt: { gt: now }, attempts: { lt: limit } }, { attempts: { increment: 1 } }),
    consume: (id, now) => change({ id, consumedAt: null, expiresAt: { gt: now } }, { consumedAt: now }),
    deleteExpired: async (now, limit) =>
      (await db.code.deleteMany({ where: { expiresAt: { lte: now } }, limit })).count,
  }
}
