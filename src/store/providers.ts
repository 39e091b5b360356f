import type { Prisma, ProviderConfig as ProviderRow } from './generated/client.ts'
import type { Db } from './prisma.ts'
import type { RecentRows } from './recent-rows.ts'

/** Credentials and policy of an upstream provider, as the administrator set them. */
export type ProviderConfig = ProviderRow
export type NewProviderConfig = Prisma.ProviderConfigUncheckedCreateInput

export interface Providers {
  find(provider: string): Promise<ProviderConfig | undefined>
  /** As they were a second ago at most, if another process has changed one: every sign-in page shows them. */
  list(): Promise<readonly ProviderConfig[]>
  /** Creates or replaces the whole row. */
  save(config: NewProviderConfig): Promise<void>
  delete(provider: string): Promise<boolean>
}

export function providers(db: Db, recent: RecentRows): Providers {
  const all = () => db.providerConfig.findMany({ orderBy: { provider: 'asc' }, take: 200 })
  return {
    find: async (provider) => (await db.providerConfig.findUnique({ where: { provider } })) ?? undefined,
    list: async () => (await recent.find('providers', all)) ?? [],
    async save(config) {
      const { provider, createdAt: _unchanged, ...change } = config
      await db.providerConfig
        .upsert({ where: { provider }, create: config, update: change })
        .finally(() => recent.forget())
    },
    async delete(provider) {
      const { count } = await db.providerConfig.deleteMany({ where: { provider } }).finally(() => recent.forget())
      return count === 1
    },
  }
}
