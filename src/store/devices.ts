import type { UserId } from '../kit/ids.ts'
import type { Device as DeviceRow } from './generated/client.ts'
import type { Db } from './prisma.ts'

/** A browser in which a person has signed in before; `arrivals.ts` writes it. */
export type Device = DeviceRow

export interface Devices {
  find(userId: UserId, tokenDigest: string): Promise<Device | undefined>
  listByUser(userId: UserId): Promise<readonly Device[]>
  /** Has every browser of a person show the second step again. */
  distrust(userId: UserId): Promise<void>
  deleteByUser(userId: UserId): Promise<void>
  /** Removes up to `limit` and answers how many there were. */
  deleteUnseenSince(before: Date, limit: number): Promise<number>
}

export function devices(db: Db): Devices {
  return {
    find: async (userId, tokenDigest) => (await db.device.findFirst({ where: { tokenDigest, userId } })) ?? undefined,
    listByUser: (userId) => db.device.findMany({ where: { userId }, orderBy: { lastSeenAt: 'desc' }, take: 1000 }),
    async distrust(userId) {
      await db.device.updateMany({ where: { userId }, data: { trustedUntil: null } })
    },
    async deleteByUser(userId) {
      await db.device.deleteMany({ where: { userId } })
    },
    deleteUnseenSince: async (before, limit) =>
      (await db.device.deleteMany({ where: { lastSeenAt: { lt: before } }, limit })).count,
  }
}
