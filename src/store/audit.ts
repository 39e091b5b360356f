import type { AuditEvent as AuditEventRow, Prisma } from './generated/client.ts'
import type { Db } from './prisma.ts'

export type AuditEvent = AuditEventRow

/** Which events a list is about; every member narrows it. */
export interface AuditFilter {
  readonly type?: string | undefined
  readonly actorId?: string | undefined
  readonly targetId?: string | undefined
  readonly clientId?: string | undefined
  readonly after?: Date | undefined
  readonly before?: Date | undefined
}

export interface AuditPage {
  readonly filter?: AuditFilter
  readonly limit: number
  /** Only what happened before this event. */
  readonly before?: { readonly at: Date; readonly id: string }
}

/** The record of what was done, by whom, to what; rows are only added. */
export interface Audit {
  create(event: Prisma.AuditEventUncheckedCreateInput): Promise<void>
  createMany(events: readonly Prisma.AuditEventCreateManyInput[]): Promise<void>
  list(page: AuditPage): Promise<readonly AuditEvent[]>
}

export function audit(db: Db): Audit {
  return {
    async create(event) {
      await db.auditEvent.create({ data: event })
    },
    async createMany(events) {
      await db.auditEvent.createMany({ data: [...events] })
    },
    list: ({ filter, limit, before }) =>
      db.auditEvent.findMany({
        where: {
          AND: [
            filter ? auditWhere(filter) : {},
            before ? { OR: [{ at: { lt: before.at } }, { at: before.at, id: { lt: before.id } }] } : {},
          ],
        },
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
        take: limit,
      }),
  }
}

function auditWhere({ after, before, ...equal }: AuditFilter): Prisma.AuditEventWhereInput {
  const named = Object.entries(equal).filter(([, value]) => value !== undefined)
  const at = { ...(after === undefined ? {} : { gt: after }), ...(before === undefined ? {} : { lt: before }) }
  return { ...Object.fromEntries(named), at }
}
