import type { UserId } from '../kit/ids.ts'
import type { Db } from './prisma.ts'

/** Codes a person keeps for the day their authenticator is lost, as keyed hashes. */
export interface RecoveryCodes {
  countLeft(userId: UserId): Promise<number>
  /** Drops the person's codes, used or not, and keeps these. */
  replace(userId: UserId, codeMacs: readonly string[], now: Date): Promise<void>
  /** Uses up the code with one of these keyed hashes; one statement, one winner. */
  use(userId: UserId, codeMacs: readonly string[], now: Date): Promise<boolean>
  deleteByUser(userId: UserId): Promise<void>
}

export function recoveryCodes(db: Db): RecoveryCodes {
  return {
    countLeft: (userId) => db.recoveryCode.count({ where: { userId, usedAt: null } }),
    async replace(userId, codeMacs, now) {
      await db.recoveryCode.deleteMany({ where: { userId } })
      await db.recoveryCode.createMany({ data: codeMacs.map((codeMac) => ({ codeMac, userId, createdAt: now })) })
    },
    async use(userId, codeMacs, now) {
      const { count } = await db.recoveryCode.updateMany({
        where: { userId, codeMac: { in: [...codeMacs] }, usedAt: null },
        data: { usedAt: now },
      })
      return count === 1
    },
    async deleteByUser(userId) {
      await db.recoveryCode.deleteMany({ where: { userId } })
    },
  }
}
