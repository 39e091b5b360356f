import { z } from 'zod'
import { listDeliveries } from '../../../core/sessions/deliveries/list-deliveries.ts'
import type { Delivery } from '../../../store/deliveries.ts'
import { endpoint } from '../edge/endpoint.ts'
import { page } from '../edge/fields.ts'

const list = endpoint({
  method: 'get',
  path: '/v1/logout_deliveries',
  summary: 'What applications were told of sign-outs (back-channel logout), or have still to be told; newest first',
  query: z.strictObject({
    ...page,
    status: z.enum(['queued', 'delivered', 'failed']).optional(),
    client_id: z.string().max(256).optional(),
  }),
  async run({ services, query: { limit, offset, status, client_id: clientId } }) {
    const { data, total } = await listDeliveries(services, { limit, offset, status, clientId })
    return { data: data.map(deliveryJson), total_count: total }
  },
})

function deliveryJson(delivery: Delivery) {
  return {
    object: 'logout_delivery',
    id: delivery.id,
    client_id: delivery.clientId,
    uri: delivery.uri,
    user_id: delivery.accountId,
    sid: delivery.sid,
    status: delivery.status,
    attempts: delivery.attempts,
    last_error: delivery.lastError,
    created_at: delivery.createdAt.getTime(),
    next_attempt_at: delivery.status === 'queued' ? delivery.nextAttemptAt.getTime() : null,
    delivered_at: delivery.deliveredAt?.getTime() ?? null,
  }
}

/** Sign-outs on their way to applications. */
export const deliveryEndpoints = [list]
