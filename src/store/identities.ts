import type { UserId } from '../kit/ids.ts'
import type { Identity as IdentityRow, Prisma } from './generated/client.ts'
import type { Db } from './prisma.ts'

/** A login at an upstream provider that opens a local account. */
export type Identity = IdentityRow
export type NewIdentity = Prisma.IdentityUncheckedCreateInput
export type IdentityChange = Omit<Prisma.IdentityUncheckedUpdateInput, 'id' | 'userId' | 'provider' | 'subject'>

export interface Identities {
  /** The one login with this subject; a subject belongs to one person at most. */
  find(provider: string, subject: string): Promise<Identity | undefined>
  findOwn(userId: UserId, id: string): Promise<Identity | undefined>
  listByUser(userId: UserId, provider?: string): Promise<readonly Identity[]>
  create(identity: NewIdentity): Promise<void>
  update(id: string, change: IdentityChange): Promise<void>
  /** Stores tokens only if nobody has since: answers whether they were stored. */
  replaceTokens(id: string, before: string | null, change: IdentityChange): Promise<boolean>
  delete(userId: UserId, id: string): Promise<boolean>
}

export function identities(db: Db): Identities {
  return {
    find: async (provider, subject) =>
      (await db.identity.findUnique({ where: { provider_subject: { provider, subject } } })) ?? undefined,
    findOwn: async (userId, id) => (await db.identity.findFirst({ where: { id, userId } })) ?? undefined,
    listByUser: (userId, provider) =>
      db.identity.findMany({
        where: provider === undefined ? { userId } : { userId, provider },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        take: 200,
      }),
    async create(identity) {
      await db.identity.create({ data: identity })
    },
    async update(id, change) {
      await db.identity.updateMany({ where: { id }, data: change })
    },
    async replaceTokens(id, before, change) {
      const { count } = await db.identity.updateMany({ where: { id, tokensSealed: before }, data: change })
      return count === 1
    },
    async delete(userId, id) {
      const { count } = await db.identity.deleteMany({ where: { id, userId } })
      return count === 1
    },
  }
}
