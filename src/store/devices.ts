import type { UserId } from '../kit/ids.ts'
import type { Device as DeviceRow } from './generated/client.ts'
import type { Db } from './prisma.ts'

/** A browser in which a person has signed in before. */
export type Device = DeviceRow

export interface SeenDevice {
  readonly tokenDigest: string
  readonly userId: UserId
  readonly userAgent: string | null
  readonly ipPrefix: string | null
  readonly at: Date
}

export interface Devices {
  find(userId: UserId, tokenDigest: string): Promise<Device | undefined>
  /** Notes that the person was here, and answers whether the device was known. */
  see(device: SeenDevice): Promise<boolean>
  trust(userId: UserId, tokenDigest: string, until: Date): Promise<void>
  /** Has every browser of a person show the second step again. */
  distrust(userId: UserId): Promise<void>
  deleteByUser(userId: UserId): Promise<void>
  deleteUnseenSince(before: Date): Promise<number>
}

export function devices(db: Db): Devices {
  return {
    find: async (userId, tokenDigest) => (await db.device.findFirst({ where: { tokenDigest, userId } })) ?? undefined,
    async see({ at, tokenDigest, userId, ...traits }) {
      const { count } = await db.device.updateMany({
        where: { tokenDigest, userId },
        data: { ...traits, lastSeenAt: at },
      })
      if (count === 1) return true
      const device = { ...traits, tokenDigest, userId, createdAt: at, lastSeenAt: at }
      await db.device.createMany({ data: [device], skipDuplicates: true })
      return false
    },
    async trust(userId, tokenDigest, until) {
      await db.device.updateMany({ where: { tokenDigest, userId }, data: { trustedUntil: until } })
    },
    async distrust(userId) {
      await db.device.updateMany({ where: { userId }, data: { trustedUntil: null } })
    },
    async deleteByUser(userId) {
      await db.device.deleteMany({ where: { userId } })
    },
    deleteUnseenSince: async (before) => (await db.device.deleteMany({ where: { lastSeenAt: { lt: before } } })).count,
  }
}
