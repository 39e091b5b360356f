import type { UserId } from '../kit/ids.ts'
import type { Passkey as PasskeyRow, Prisma } from './generated/client.ts'
import type { Db } from './prisma.ts'

/** A public key that opens a person's account. */
export type Passkey = PasskeyRow
export type NewPasskey = Prisma.PasskeyUncheckedCreateInput

export interface PasskeyUse {
  readonly counter: bigint
  readonly backedUp: boolean
  readonly at: Date
}

export interface Passkeys {
  findByCredential(credentialId: string): Promise<Passkey | undefined>
  findOwn(userId: UserId, id: string): Promise<Passkey | undefined>
  listByUser(userId: UserId): Promise<readonly Passkey[]>
  countByUser(userId: UserId): Promise<number>
  create(passkey: NewPasskey): Promise<void>
  /** Notes a use, unless its counter has meanwhile gone as far or further; authenticators that do not count say 0. */
  use(id: string, use: PasskeyUse): Promise<boolean>
  rename(userId: UserId, id: string, name: string): Promise<boolean>
  delete(userId: UserId, id: string): Promise<boolean>
}

export function passkeys(db: Db): Passkeys {
  return {
    findByCredential: async (credentialId) => (await db.passkey.findUnique({ where: { credentialId } })) ?? undefined,
    findOwn: async (userId, id) => (await db.passkey.findFirst({ where: { id, userId } })) ?? undefined,
    listByUser: (userId) => db.passkey.findMany({ where: { userId }, orderBy: { createdAt: 'asc' }, take: 100 }),
    countByUser: (userId) => db.passkey.count({ where: { userId } }),
    async create(passkey) {
      await db.passkey.create({ data: passkey })
    },
    async use(id, { counter, backedUp, at }) {
      const { count } = await db.passkey.updateMany({
        where: { id, counter: counter === 0n ? 0n : { lt: counter } },
        data: { counter, backedUp, lastUsedAt: at },
      })
      return count === 1
    },
    rename: async (userId, id, name) =>
      (await db.passkey.updateMany({ where: { id, userId }, data: { name } })).count === 1,
    delete: async (userId, id) => (await db.passkey.deleteMany({ where: { id, userId } })).count === 1,
  }
}
