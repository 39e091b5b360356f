import { registerClient } from '../../../core/clients/register-client.ts'
import { rotateClientSecret } from '../../../core/clients/rotate-client-secret.ts'
import { endpoint } from '../edge/endpoint.ts'
import { applicationJson, applicationWithSecret, changeOf } from './application-json.ts'
import { applicationQuery, newApplication } from './application-schema.ts'

const collection = '/v1/oauth_applications'

const list = endpoint({
  method: 'get',
  path: collection,
  summary: 'List applications, newest first',
  query: applicationQuery,
  async run(call) {
    const { name_query: nameQuery, order_by: order, limit, offset } = call.query
    const orderBy = order.endsWith('name') ? 'name' : 'createdAt'
    const { data, total } = await call.services.store.clients.list({
      nameQuery,
      orderBy,
      descending: order.startsWith('-'),
      limit,
      offset,
    })
    return { data: data.map((client) => applicationJson(call, client)), total_count: total }
  },
})

const create = endpoint({
  method: 'post',
  path: collection,
  summary: 'Create an application; its secret is shown this once',
  body: newApplication,
  async run(call) {
    const { name } = call.body
    return applicationWithSecret(
      call,
      await registerClient(call.services, { ...changeOf(call, call.body), name, by: call.by }),
    )
  },
})

const get = endpoint({
  method: 'get',
  path: `${collection}/:id`,
  summary: 'Get an application',
  async run(call) {
    return applicationJson(call, await call.services.store.clients.get(call.id))
  },
})

const rotateSecret = endpoint({
  method: 'post',
  path: `${collection}/:id/rotate_secret`,
  summary: 'Give an application a new secret; the old one stops working at once',
  async run(call) {
    return applicationWithSecret(call, await rotateClientSecret(call.services, { id: call.id, by: call.by }))
  },
})

/** OAuth applications (spec/clerk.md A.2.1). */
export const applicationEndpoints = [list, create, get, rotateSecret]
