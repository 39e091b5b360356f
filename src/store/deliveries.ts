import type { LogoutDelivery, Prisma } from './generated/client.ts'
import type { Db } from './prisma.ts'

/** A logout token on its way to an application, or the memory of one. */
export type Delivery = LogoutDelivery

export interface DeliveryPage {
  readonly status?: 'queued' | 'delivered' | 'failed' | undefined
  readonly clientId?: string | undefined
  readonly limit: number
  readonly offset: number
  /** Only what was queued before this one. */
  readonly before?: { readonly createdAt: Date; readonly id: string } | undefined
}

/** Back-channel logouts on their way out. */
export interface Deliveries {
  create(delivery: Prisma.LogoutDeliveryUncheckedCreateInput): Promise<void>
  listDue(now: Date, limit: number): Promise<readonly Delivery[]>
  /** Takes a due delivery by moving its next attempt; one sender wins. */
  claim(delivery: Delivery, until: Date): Promise<boolean>
  update(id: string, change: Prisma.LogoutDeliveryUncheckedUpdateInput): Promise<void>
  find(id: string): Promise<Delivery | undefined>
  /** Puts one that failed back into the queue, and answers whether it had failed. */
  requeue(id: string, at: Date): Promise<boolean>
  /** Newest first. */
  list(page: DeliveryPage): Promise<{ readonly data: readonly Delivery[]; readonly total: number }>
  /** Removes up to `limit` and answers how many there were. */
  deleteOlderThan(before: Date, limit: number): Promise<number>
}

export function deliveries(db: Db): Deliveries {
  return {
    async create(delivery) {
      await db.logoutDelivery.create({ data: delivery })
    },
    listDue: (now, limit) =>
      db.logoutDelivery.findMany({
        where: { status: 'queued', nextAttemptAt: { lte: now } },
        orderBy: { nextAttemptAt: 'asc' },
        take: limit,
      }),
    async claim({ id, nextAttemptAt }, until) {
      const { count } = await db.logoutDelivery.updateMany({
        where: { id, status: 'queued', nextAttemptAt },
        data: { nextAttemptAt: until, attempts: { increment: 1 } },
      })
      return count === 1
    },
    async update(id, change) {
      await db.logoutDelivery.updateMany({ where: { id }, data: change })
    },
    find: async (id) => (await db.logoutDelivery.findUnique({ where: { id } })) ?? undefined,
    async requeue(id, at) {
      const fresh = { status: 'queued', attempts: 0, nextAttemptAt: at }
      return (await db.logoutDelivery.updateMany({ where: { id, status: 'failed' }, data: fresh })).count === 1
    },
    async list({ status, clientId, limit, offset, before }) {
      const where = { ...(status ? { status } : {}), ...(clientId ? { clientId } : {}) }
      const [data, total] = await Promise.all([
        db.logoutDelivery.findMany({
          where: { AND: [where, before ? olderThan(before) : {}] },
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
          take: limit,
          skip: offset,
        }),
        db.logoutDelivery.count({ where }),
      ])
      return { data, total }
    },
    deleteOlderThan: async (before, limit) =>
      (await db.logoutDelivery.deleteMany({ where: { createdAt: { lt: before } }, limit })).count,
  }
}

function olderThan({ createdAt, id }: { createdAt: Date; id: string }): Prisma.LogoutDeliveryWhereInput {
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] }
}
