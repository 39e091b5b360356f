import { Applications } from '../../../../views/admin/applications/list.tsx'
import { show, wasSaved } from '../../../http/own-pages/show.ts'
import type { Operator } from '../../access.ts'
import { askedOf, pageOf, pageSize } from '../listing.ts'
import { summaryOf } from './summary.ts'

/** The applications, newest first, by name or client id. */
export async function showApplications(operator: Operator): Promise<void> {
  const { clients } = operator.services.store
  const { q, after } = askedOf(operator)
  const last = after === undefined ? undefined : await clients.find(after)
  const order = { orderBy: 'createdAt', descending: true, limit: pageSize + 1, offset: 0 } as const
  const { data } = await clients.list({ ...order, nameQuery: q || undefined, after: last })
  const { shown, pages } = pageOf(operator, data, ({ id }) => id)
  show(
    operator,
    <Applications applications={shown.map(summaryOf)} query={q} {...{ pages }} saved={wasSaved(operator)} />,
  )
}
