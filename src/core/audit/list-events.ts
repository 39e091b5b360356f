import { AppError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { AuditEvent, AuditFilter } from '../../store/audit.ts'

export interface AskedEvents {
  readonly filter: AuditFilter
  readonly limit: number
  /** Where the page before ended. */
  readonly cursor?: string | undefined
}

export interface EventPage {
  readonly events: readonly AuditEvent[]
  /** Where the next page begins; undefined on the last one. */
  readonly next: string | undefined
}

/** A page of what was done here, newest first; rows that are added meanwhile do not move it. */
export async function listEvents({ store }: Services, { filter, limit, cursor }: AskedEvents): Promise<EventPage> {
  const before = cursor === undefined ? undefined : parse(cursor)
  const rows = await store.audit.list({ filter, limit: limit + 1, ...(before ? { before } : {}) })
  const events = rows.slice(0, limit)
  const last = events.at(-1)
  return { events, next: rows.length > limit && last ? `${last.at.getTime()}_${last.id}` : undefined }
}

function parse(cursor: string): { at: Date; id: string } {
  const [, at, id] = /^(\d{1,15})_(evt_\w{1,60})$/.exec(cursor) ?? []
  if (at === undefined || id === undefined) {
    throw new AppError('input.invalid', { field: 'cursor', reason: 'must be the next_cursor of a page' })
  }
  return { at: new Date(Number(at)), id }
}
