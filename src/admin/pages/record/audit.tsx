import { z } from 'zod'
import { Audit } from '../../../../views/admin/record/audit.tsx'
import { listEvents } from '../../../core/audit/list-events.ts'
import { show } from '../../../http/own-pages/show.ts'
import { after, days } from '../../../kit/clock.ts'
import type { Operator } from '../../access.ts'
import { eventRows } from '../event-rows.ts'
import { addressOfPage, pageSize } from '../listing.ts'

const word = z
  .string()
  .trim()
  .regex(/^[\w.:/-]{0,2048}$/)
  .catch('')
const day = z.iso.date().catch('')
const search = z.object({ type: word, person: word, client: word, since: day, until: day })
const cursor = z
  .string()
  .regex(/^\d{1,15}_evt_\w{1,60}$/)
  .optional()
  .catch(undefined)

/** What was done here, by kind, person, application and day. */
export async function showAudit(operator: Operator): Promise<void> {
  const { services, ctx } = operator
  const asked = search.parse({ ...ctx.query })
  const filter = {
    type: asked.type || undefined,
    personId: asked.person || undefined,
    clientId: asked.client || undefined,
    // Both days belong to the time that is asked for.
    after: asked.since === '' ? undefined : new Date(Date.parse(asked.since) - 1),
    before: asked.until === '' ? undefined : after(new Date(Date.parse(asked.until)), days(1)),
  }
  const from = cursor.parse(ctx.query['after'])
  const { events, next } = await listEvents(services, { filter, limit: pageSize, cursor: from })
  const pages = {
    first: from === undefined ? undefined : addressOfPage(operator),
    next: next === undefined ? undefined : addressOfPage(operator, next),
  }
  show(operator, <Audit events={await eventRows(services, events)} search={asked} pages={pages} />)
}
