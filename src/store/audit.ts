import type { AuditEvent as AuditEventRow, Prisma } from './generated/client.ts'
import type { Db } from './prisma.ts'

export type AuditEvent = AuditEventRow

/** The record of what was done, by whom, to what; rows are only added. */
export interface Audit {
  create(event: Prisma.AuditEventUncheckedCreateInput): Promise<void>
  list(page: { limit: number; before?: { at: Date; id: string }; where?: Prisma.AuditEventWhereInput }): Promise<
    readonly AuditEvent[]
  >
}

export function audit(db: Db): Audit {
  return {
    async create(event) {
      await db.auditEvent.create({ data: event })
    },
    list: ({ limit, before, where }) =>
      db.auditEvent.findMany({
        where: {
          AND: [
            where ?? {},
            before ? { OR: [{ at: { lt: before.at } }, { at: before.at, id: { lt: before.id } }] } : {},
          ],
        },
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
        take: limit,
      }),
  }
}
