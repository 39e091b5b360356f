import type { UserId } from '../kit/ids.ts'
import type { EmailAddress } from './generated/client.ts'
import type { Db } from './prisma.ts'
import { comparable } from './users.ts'

export type Email = EmailAddress

export interface NewEmail {
  readonly id: string
  readonly userId: UserId
  readonly address: string
  readonly verifiedAt: Date | null
  readonly createdAt: Date
}

/** Addresses of people; one address belongs to one person, however it is spelt. */
export interface Emails {
  find(address: string): Promise<Email | undefined>
  create(email: NewEmail): Promise<void>
  /** Marks an address of this person as proven; false when it is not theirs. */
  verify(userId: UserId, id: string, at: Date): Promise<boolean>
  delete(userId: UserId, id: string): Promise<boolean>
}

export function emails(db: Db): Emails {
  return {
    find: async (address) =>
      (await db.emailAddress.findUnique({ where: { addressKey: comparable(address) } })) ?? undefined,
    async create(email) {
      await db.emailAddress.create({ data: { ...email, addressKey: comparable(email.address) } })
    },
    async verify(userId, id, at) {
      const { count } = await db.emailAddress.updateMany({ where: { id, userId }, data: { verifiedAt: at } })
      return count === 1
    },
    async delete(userId, id) {
      const { count } = await db.emailAddress.deleteMany({ where: { id, userId } })
      return count === 1
    },
  }
}
