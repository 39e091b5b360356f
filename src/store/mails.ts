import type { Mail as MailRow, Prisma } from './generated/client.ts'
import type { Db } from './prisma.ts'

export type Mail = MailRow

/** Mails on their way out. */
export interface Mails {
  create(mail: Prisma.MailUncheckedCreateInput): Promise<void>
  listDue(now: Date, limit: number): Promise<readonly Mail[]>
  /** Takes a due mail for sending by moving its next attempt; one sender wins. */
  claim(id: string, from: Date, until: Date): Promise<boolean>
  update(id: string, change: Prisma.MailUncheckedUpdateInput): Promise<void>
  list(limit: number): Promise<readonly Mail[]>
  deleteOlderThan(before: Date, status?: string): Promise<number>
}

export function mails(db: Db): Mails {
  return {
    async create(mail) {
      await db.mail.create({ data: mail })
    },
    listDue: (now, limit) =>
      db.mail.findMany({
        where: { status: 'queued', nextAttemptAt: { lte: now } },
        orderBy: { nextAttemptAt: 'asc' },
        take: limit,
      }),
    async claim(id, from, until) {
      const { count } = await db.mail.updateMany({
        where: { id, status: 'queued', nextAttemptAt: from },
        data: { nextAttemptAt: until, attempts: { increment: 1 } },
      })
      return count === 1
    },
    async update(id, change) {
      await db.mail.update({ where: { id }, data: change })
    },
    list: (limit) => db.mail.findMany({ orderBy: { createdAt: 'desc' }, take: limit }),
    async deleteOlderThan(before, status) {
      const where = { createdAt: { lt: before }, ...(status === undefined ? {} : { status }) }
      return (await db.mail.deleteMany({ where })).count
    },
  }
}
