import type { UserId } from '../kit/ids.ts'
import type { Prisma, Ticket as TicketRow } from './generated/client.ts'
import type { Db } from './prisma.ts'

/** A short-lived single-use secret as it lies in the store: a digest and what only the master key opens. */
export type StoredTicket = TicketRow
export type NewTicket = Omit<Prisma.TicketUncheckedCreateInput, 'consumedAt'>

export interface Tickets {
  find(tokenDigest: string): Promise<StoredTicket | undefined>
  create(ticket: NewTicket): Promise<void>
  /** Marks as used and answers the ticket; undefined when it is used, expired or of another kind. One winner. */
  consume(tokenDigest: string, kind: string, now: Date): Promise<StoredTicket | undefined>
  /** Drops a person's tickets, or those of one kind. */
  deleteByUser(userId: UserId, kind?: string): Promise<void>
  /** Removes up to `limit` expired rows and answers how many there were. */
  deleteExpired(now: Date, limit: number): Promise<number>
}

export function tickets(db: Db): Tickets {
  return {
    find: async (tokenDigest) => (await db.ticket.findUnique({ where: { tokenDigest } })) ?? undefined,
    async create(ticket) {
      await db.ticket.create({ data: ticket })
    },
    async consume(tokenDigest, kind, now) {
      const [ticket] = await db.ticket.updateManyAndReturn({
        where: { tokenDigest, kind, consumedAt: null, expiresAt: { gt: now } },
        data: { consumedAt: now },
      })
      return ticket
    },
    async deleteByUser(userId, kind) {
      await db.ticket.deleteMany({ where: kind === undefined ? { userId } : { userId, kind } })
    },
    deleteExpired: async (now, limit) =>
      (await db.ticket.deleteMany({ where: { expiresAt: { lte: now } }, limit })).count,
  }
}
