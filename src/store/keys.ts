import type { Prisma, SigningKey as SigningKeyRow } from './generated/client.ts'
import type { Db } from './prisma.ts'

export type SigningKey = SigningKeyRow
export type NewSigningKey = Prisma.SigningKeyUncheckedCreateInput

/** The keys we sign with: published before use, kept after retirement. */
export interface SigningKeys {
  list(): Promise<readonly SigningKey[]>
  create(key: NewSigningKey): Promise<void>
  /** Retires every active key of this algorithm but `kid`. */
  retireOthers(alg: string, kid: string, at: Date, removeAfter: Date): Promise<void>
  deleteRemovable(now: Date): Promise<number>
  delete(kid: string): Promise<boolean>
}

export function signingKeys(db: Db): SigningKeys {
  return {
    list: () => db.signingKey.findMany({ orderBy: [{ activeFrom: 'desc' }, { kid: 'asc' }] }),
    async create(key) {
      await db.signingKey.create({ data: key })
    },
    async retireOthers(alg, kid, at, removeAfter) {
      await db.signingKey.updateMany({
        where: { alg, retiredAt: null, kid: { not: kid } },
        data: { retiredAt: at, removeAfter },
      })
    },
    async deleteRemovable(now) {
      return (await db.signingKey.deleteMany({ where: { removeAfter: { lte: now } } })).count
    },
    async delete(kid) {
      return (await db.signingKey.deleteMany({ where: { kid } })).count === 1
    },
  }
}
