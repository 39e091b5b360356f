import type { Attempt as AttemptRow, Prisma } from './generated/client.ts'
import type { Db } from './prisma.ts'

/** A sign-in at an upstream provider under way, found by the digest of its state. */
export type Attempt = AttemptRow
export type NewAttempt = Omit<Prisma.AttemptUncheckedCreateInput, 'consumedAt'>

/** Where an answer came in: only an attempt for the same provider and one of these doors may take it. */
export interface AttemptPlace {
  readonly provider: string
  readonly doors: readonly string[]
}

export interface Attempts {
  find(stateDigest: string): Promise<Attempt | undefined>
  create(attempt: NewAttempt): Promise<void>
  /** For an app that keeps its own state and may begin again under the same key: the newest attempt counts. */
  replace(attempt: NewAttempt): Promise<void>
  /** Marks as used and answers the attempt; undefined when it is used, expired or somewhere else. One winner. */
  consume(stateDigest: string, place: AttemptPlace, now: Date): Promise<Attempt | undefined>
  /** Removes up to `limit` expired rows and answers how many there were. */
  deleteExpired(now: Date, limit: number): Promise<number>
}

export function attempts(db: Db): Attempts {
  return {
    find: async (stateDigest) => (await db.attempt.findUnique({ where: { stateDigest } })) ?? undefined,
    async create(attempt) {
      await db.attempt.create({ data: attempt })
    },
    async replace(attempt) {
      const fresh = { ...attempt, consumedAt: null }
      await db.attempt.upsert({ where: { stateDigest: attempt.stateDigest }, create: fresh, update: fresh })
    },
    async consume(stateDigest, { provider, doors }, now) {
      const [attempt] = await db.attempt.updateManyAndReturn({
        where: { stateDigest, provider, door: { in: [...doors] }, consumedAt: null, expiresAt: { gt: now } },
        data: { consumedAt: now },
      })
      return attempt
    },
    deleteExpired: async (now, limit) =>
      (await db.attempt.deleteMany({ where: { expiresAt: { lte: now } }, limit })).count,
  }
}
