import type { ApiKey as ApiKeyRow, Prisma } from './generated/client.ts'
import type { Db } from './prisma.ts'

export type ApiKey = ApiKeyRow

/** Keys of the backend API, stored as digests. */
export interface ApiKeys {
  findByDigest(keyDigest: string): Promise<ApiKey | undefined>
  list(): Promise<readonly ApiKey[]>
  create(key: Prisma.ApiKeyUncheckedCreateInput): Promise<void>
  /** Inserts the key unless one with this digest exists. */
  keep(key: Prisma.ApiKeyUncheckedCreateInput): Promise<void>
  touch(id: string, at: Date): Promise<void>
  revoke(id: string, at: Date): Promise<boolean>
}

export function apiKeys(db: Db): ApiKeys {
  return {
    findByDigest: async (keyDigest) => (await db.apiKey.findUnique({ where: { keyDigest } })) ?? undefined,
    list: () => db.apiKey.findMany({ orderBy: { createdAt: 'desc' } }),
    async create(key) {
      await db.apiKey.create({ data: key })
    },
    async keep(key) {
      await db.apiKey.createMany({ data: [key], skipDuplicates: true })
    },
    async touch(id, at) {
      await db.apiKey.updateMany({ where: { id }, data: { lastUsedAt: at } })
    },
    async revoke(id, at) {
      return (await db.apiKey.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: at } })).count === 1
    },
  }
}
