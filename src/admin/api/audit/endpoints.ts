import { z } from 'zod'
import { listEvents } from '../../../core/audit/list-events.ts'
import type { AuditEvent } from '../../../store/audit.ts'
import { endpoint } from '../edge/endpoint.ts'
import { moment, whole } from '../edge/fields.ts'

const word = z.string().max(256).optional()

const list = endpoint({
  method: 'get',
  path: '/v1/audit_events',
  summary: 'What was done, newest first; pass next_cursor as cursor for the next page',
  query: z.strictObject({
    limit: whole(1, 500, 50),
    cursor: word,
    type: word,
    actor_id: word,
    target_id: word,
    client_id: word,
    after: moment,
    before: moment,
  }),
  async run({ services, query }) {
    const { limit, cursor, type, actor_id: actorId, target_id: targetId, client_id: clientId, after, before } = query
    const filter = { type, actorId, targetId, clientId, after, before }
    const { events, next } = await listEvents(services, { filter, limit, cursor })
    return { data: events.map(eventJson), next_cursor: next ?? null }
  },
})

function eventJson(event: AuditEvent) {
  return {
    object: 'audit_event',
    id: event.id,
    at: event.at.getTime(),
    type: event.type,
    actor: { type: event.actorType, id: event.actorId },
    target_id: event.targetId,
    client_id: event.clientId,
    ip: event.ip,
    request_id: event.requestId,
    detail: event.detail,
  }
}

/** The record of what was done. */
export const auditEndpoints = [list]
