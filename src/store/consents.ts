import type { UserId } from '../kit/ids.ts'
import type { Consent as ConsentRow, Prisma } from './generated/client.ts'
import type { Db } from './prisma.ts'

export type Consent = ConsentRow

export interface GivenConsent {
  readonly id: string
  readonly userId: UserId
  readonly clientId: string
  readonly scopes: string[]
  readonly resourceScopes: Prisma.InputJsonObject
  readonly at: Date
}

/** What people allowed applications to do. */
export interface Consents {
  find(userId: UserId, clientId: string): Promise<Consent | undefined>
  listByUser(userId: UserId): Promise<readonly Consent[]>
  /** Whoever else holds this consent waits for the end of this transaction; it is made, empty, if there is none. */
  hold(consent: Pick<GivenConsent, 'id' | 'userId' | 'clientId' | 'at'>): Promise<void>
  /** Creates or replaces the person's consent to this application. */
  save(consent: GivenConsent): Promise<void>
  touch(userId: UserId, clientId: string, at: Date): Promise<void>
  delete(userId: UserId, clientId: string): Promise<boolean>
  /** Whether somebody has ever allowed this application something. */
  anyForClient(clientId: string): Promise<boolean>
  deleteByClient(clientId: string): Promise<void>
}

export function consents(db: Db): Consents {
  return {
    find: async (userId, clientId) =>
      (await db.consent.findUnique({ where: { userId_clientId: { userId, clientId } } })) ?? undefined,
    listByUser: (userId) => db.consent.findMany({ where: { userId }, orderBy: { updatedAt: 'desc' } }),
    async hold({ id, userId, clientId, at }) {
      const data = [{ id, userId, clientId, scopes: [], createdAt: at, updatedAt: at }]
      await db.consent.createMany({ data, skipDuplicates: true })
      await db.consent.updateMany({ where: { userId, clientId }, data: { updatedAt: at } })
    },
    async save({ id, userId, clientId, scopes, resourceScopes, at }) {
      await db.consent.upsert({
        where: { userId_clientId: { userId, clientId } },
        create: { id, userId, clientId, scopes, resourceScopes, createdAt: at, updatedAt: at, lastUsedAt: at },
        update: { scopes, resourceScopes, updatedAt: at, lastUsedAt: at },
      })
    },
    async touch(userId, clientId, at) {
      await db.consent.updateMany({ where: { userId, clientId }, data: { lastUsedAt: at } })
    },
    async delete(userId, clientId) {
      return (await db.consent.deleteMany({ where: { userId, clientId } })).count === 1
    },
    anyForClient: async (clientId) =>
      (await db.consent.findFirst({ where: { clientId }, select: { id: true } })) !== null,
    async deleteByClient(clientId) {
      await db.consent.deleteMany({ where: { clientId } })
    },
  }
}
