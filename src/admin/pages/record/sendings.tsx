import { z } from 'zod'
import { adminPaths } from '../../../../views/admin/paths.ts'
import { type SendingStatus, Sendings, sendingStatuses } from '../../../../views/admin/record/sendings.tsx'
import { retryMail } from '../../../core/mail/retry-mail.ts'
import { listDeliveries } from '../../../core/sessions/deliveries/list-deliveries.ts'
import { retryDelivery } from '../../../core/sessions/deliveries/retry-delivery.ts'
import { saved, show, wasSaved } from '../../../http/own-pages/show.ts'
import { validate } from '../../../http/validate.ts'
import type { Delivery } from '../../../store/deliveries.ts'
import type { Mail } from '../../../store/mails.ts'
import type { Operator } from '../../access.ts'
import { type Asked, askedOf, pageOf, pageSize } from '../listing.ts'

const one = z.object({ of: z.string().max(100) })

/** The mails of the last days. */
export async function showMails(operator: Operator): Promise<void> {
  const { mails } = operator.services.store
  const { q, status, after } = searchOf(operator)
  const before = after === undefined ? undefined : await mails.find(after)
  const found = { status: status || undefined, recipient: q || undefined, before, limit: pageSize + 1 }
  const { shown, pages } = pageOf(operator, await mails.listPage(found), ({ id }) => id)
  const props = { query: q, status, pages, saved: wasSaved(operator) }
  show(operator, <Sendings kind="mails" sendings={shown.map(ofMail)} {...props} />)
}

/** The notices to applications of the last days. */
export async function showDeliveries(operator: Operator): Promise<void> {
  const { services } = operator
  const { q, status, after } = searchOf(operator)
  const before = after === undefined ? undefined : await services.store.deliveries.find(after)
  const { data } = await listDeliveries(services, {
    status: status === 'sent' ? 'delivered' : status || undefined,
    clientId: q || undefined,
    before,
    limit: pageSize + 1,
    offset: 0,
  })
  const { shown, pages } = pageOf(operator, data, ({ id }) => id)
  const props = { query: q, status, pages, saved: wasSaved(operator) }
  show(operator, <Sendings kind="deliveries" sendings={shown.map(ofDelivery)} {...props} />)
}

/** Sends a mail once more. */
export async function sendAgain(operator: Operator): Promise<void> {
  await retryMail(operator.services, { id: validate(one, operator.ctx.request.body).of, by: operator.by })
  saved(operator, adminPaths.mails)
}

/** Tells an application once more. */
export async function tellAgain(operator: Operator): Promise<void> {
  await retryDelivery(operator.services, { id: validate(one, operator.ctx.request.body).of, by: operator.by })
  saved(operator, adminPaths.deliveries)
}

function searchOf(operator: Operator): Pick<Asked, 'q' | 'after'> & { readonly status: SendingStatus | '' } {
  const { q, filter, after } = askedOf(operator)
  return { q, after, status: sendingStatuses.find((known) => known === filter) ?? '' }
}

function ofMail({ id, recipient, template, status, attempts, createdAt, lastError }: Mail) {
  const error = lastError ?? undefined
  return { id, to: recipient, about: template, status: statusOf(status), attempts, createdAt, lastError: error }
}

function ofDelivery({ id, uri, clientId, status, attempts, createdAt, lastError }: Delivery) {
  const error = lastError ?? undefined
  return { id, to: uri, about: clientId, status: statusOf(status), attempts, createdAt, lastError: error }
}

function statusOf(status: string): SendingStatus {
  if (status === 'queued' || status === 'failed') return status
  return 'sent'
}
