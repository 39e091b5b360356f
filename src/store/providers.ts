import type { Prisma, ProviderConfig as ProviderRow } from './generated/client.ts'
import type { Db } from './prisma.ts'

/** Credentials and policy of an upstream provider, as the administrator set them. */
export type ProviderConfig = ProviderRow
export type NewProviderConfig = Prisma.ProviderConfigUncheckedCreateInput

export interface Providers {
  find(provider: string): Promise<ProviderConfig | undefined>
  list(): Promise<readonly ProviderConfig[]>
  /** Creates or replaces the whole row. */
  save(config: NewProviderConfig): Promise<void>
  delete(provider: string): Promise<boolean>
}

export function providers(db: Db): Providers {
  return {
    find: async (provider) => (await db.providerConfig.findUnique({ where: { provider } })) ?? undefined,
    list: () => db.providerConfig.findMany({ orderBy: { provider: 'asc' }, take: 200 }),
    async save(config) {
      const { provider, createdAt: _unchanged, ...change } = config
      await db.providerConfig.upsert({ where: { provider }, create: config, update: change })
    },
    async delete(provider) {
      const { count } = await db.providerConfig.deleteMany({ where: { provider } })
      return count === 1
    },
  }
}
