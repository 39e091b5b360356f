import type { Sql } from './database.ts'
import type { AuditEvent as AuditEventRow, Prisma } from './generated/client.ts'
import type { Db } from './prisma.ts'

export type AuditEvent = AuditEventRow
export type NewAuditEvent = Omit<AuditEvent, 'detail'> & { readonly detail: Prisma.InputJsonObject }

/** Which events a list is about; every member narrows it. */
export interface AuditFilter {
  readonly type?: string | undefined
  readonly actorId?: string | undefined
  readonly targetId?: string | undefined
  /** Who did it or to whom it was done. */
  readonly personId?: string | undefined
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
  create(event: NewAuditEvent): Promise<void>
  createMany(events: readonly NewAuditEvent[]): Promise<void>
  list(page: AuditPage): Promise<readonly AuditEvent[]>
}

const columns = 'id, at, type, "actorType", "actorId", "targetId", "clientId", ip, "requestId", detail'

/** Events that are handed over as one JSON array, as rows; the columns to fill are `into`. */
export const auditRows = {
  into: `audit_events (${columns})`,
  from: (parameter: string) =>
    `jsonb_to_recordset(${parameter}::jsonb) AS event(id text, at timestamptz, type text, "actorType" text,
      "actorId" text, "targetId" text, "clientId" text, ip text, "requestId" text, detail jsonb)`,
} as const
const inserted = `INSERT INTO ${auditRows.into} SELECT ${columns} FROM ${auditRows.from('$1')}`

export function audit(db: Db, sql: Sql): Audit {
  const createMany = async (events: readonly NewAuditEvent[]) => {
    await sql.query(inserted, [JSON.stringify(events)])
  }
  return {
    create: (event) => createMany([event]),
    createMany,
    list: ({ filter, limit, before }) =>
      db.auditEvent.findMany({
        where: {
          AND: [
            filter ? auditWhere(filter) : {},
            // The first bound says no more than the second, but it is what the index can begin at.
            before ? { at: { lte: before.at } } : {},
            before ? { OR: [{ at: { lt: before.at } }, { at: before.at, id: { lt: before.id } }] } : {},
          ],
        },
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
        take: limit,
      }),
  }
}

function auditWhere({ after, before, personId, ...equal }: AuditFilter): Prisma.AuditEventWhereInput {
  const named = Object.entries(equal).filter(([, value]) => value !== undefined)
  const at = { ...(after === undefined ? {} : { gt: after }), ...(before === undefined ? {} : { lt: before }) }
  const about = personId === undefined ? {} : { OR: [{ actorId: personId }, { targetId: personId }] }
  return { ...Object.fromEntries(named), ...about, at }
}
