import { deleteClient } from '../../../core/clients/delete-client.ts'
import { registerClient } from '../../../core/clients/register-client.ts'
import { rotateClientSecret } from '../../../core/clients/rotate-client-secret.ts'
import { logoMaxBytes, setClientLogo } from '../../../core/clients/set-client-logo.ts'
import { updateClient } from '../../../core/clients/update-client.ts'
import { endpoint } from '../edge/endpoint.ts'
import { readFile } from '../edge/read-file.ts'
import { applicationJson, applicationWithSecret } from './application-json.ts'
import { applicationChange, applicationQuery, newApplication } from './application-schema.ts'
import { changeOf } from './change-of.ts'

const collection = '/v1/oauth_applications'
const member = `${collection}/:id`

const list = endpoint({
  method: 'get',
  path: collection,
  summary: 'List applications, newest first',
  query: applicationQuery,
  async run(call) {
    const { name_query: nameQuery, order_by: order, limit, offset } = call.query
    const page = { nameQuery, orderBy: order.column, descending: order.descending, limit, offset }
    const { data, total } = await call.services.store.clients.list(page)
    return { data: data.map((client) => applicationJson(call, client)), total_count: total }
  },
})

const create = endpoint({
  method: 'post',
  path: collection,
  summary: 'Create an application; its secret is shown this once',
  body: newApplication,
  async run(call) {
    const { services, body, by } = call
    const registered = await registerClient(services, { ...changeOf(call, body), name: body.name, by })
    await call.refreshEngine()
    return applicationWithSecret(call, registered)
  },
})

const get = endpoint({
  method: 'get',
  path: member,
  summary: 'Get an application',
  run: async (call) => applicationJson(call, await call.services.store.clients.get(call.id)),
})

const update = endpoint({
  method: 'patch',
  path: member,
  summary: 'Change an application; what is left out stays as it is',
  body: applicationChange,
  async run(call) {
    const { services, id, by } = call
    const client = await updateClient(services, { id, change: changeOf(call, call.body), by })
    await call.refreshEngine()
    return applicationJson(call, client)
  },
})

const remove = endpoint({
  method: 'delete',
  path: member,
  summary: 'Delete an application with its tokens and consents',
  async run({ services, id, by }) {
    await deleteClient(services, { id, by })
    return { object: 'oauth_application', id, deleted: true }
  },
})

const setLogo = endpoint({
  method: 'put',
  path: `${member}/logo`,
  summary: 'Set the logo: a PNG, JPEG, GIF or WebP image of up to 10 MB in the field "file"',
  body: 'multipart',
  async run(call) {
    const { services, id, by, ctx } = call
    await services.store.clients.get(id)
    return applicationJson(call, await setClientLogo(services, { id, bytes: await readFile(ctx, logoMaxBytes), by }))
  },
})

const rotateSecret = endpoint({
  method: 'post',
  path: `${member}/rotate_secret`,
  summary: 'Give an application a new secret; the old one stops working at once',
  async run(call) {
    const { services, id, by } = call
    return applicationWithSecret(call, await rotateClientSecret(services, { id, by }))
  },
})

/** What is done with applications themselves. */
export const manageApplications = [list, create, get, update, remove, setLogo, rotateSecret]
