import { z } from 'zod'
import { createResource } from '../../../core/resources/create-resource.ts'
import { deleteResource } from '../../../core/resources/delete-resource.ts'
import { updateResource } from '../../../core/resources/update-resource.ts'
import { AppError } from '../../../errors.ts'
import type { Resource } from '../../../store/resources.ts'
import { endpoint } from '../edge/endpoint.ts'
import { page } from '../edge/fields.ts'

const collection = '/v1/resources'
const member = `${collection}/:id`

const scope = z.strictObject({
  scope: z.string().min(1).max(128),
  description: z.string().max(500).nullable().default(null),
})
const members = {
  identifier: z.string().min(1).max(2048),
  name: z.string().trim().min(1).max(256),
  scopes: z.array(scope).max(200),
  format: z.enum(['jwt', 'opaque']),
  access_token_ttl: z.int().min(30).max(86_400).nullable(),
  introspection_clients: z.array(z.string().max(2048)).max(100),
}
const newResource = z.strictObject({
  ...members,
  scopes: members.scopes.default([]),
  format: members.format.default('jwt'),
  access_token_ttl: members.access_token_ttl.default(null),
  introspection_clients: members.introspection_clients.default([]),
})

const list = endpoint({
  method: 'get',
  path: collection,
  summary: 'List APIs, newest first',
  query: z.object(page),
  async run({ services, query: { limit, offset } }) {
    const all = await services.store.resources.list()
    return { data: all.slice(offset, offset + limit).map(resourceJson), total_count: all.length }
  },
})

const create = endpoint({
  method: 'post',
  path: collection,
  summary: 'Register an API that accepts access tokens',
  body: newResource,
  async run({ services, body, by }) {
    const { access_token_ttl: accessTokenTtl, introspection_clients: introspectionClients, ...rest } = body
    return resourceJson(
      await createResource(services, { details: { ...rest, accessTokenTtl, introspectionClients }, by }),
    )
  },
})

const get = endpoint({
  method: 'get',
  path: member,
  summary: 'Get an API',
  async run({ services, id }) {
    const resource = await services.store.resources.find(id)
    if (!resource) throw new AppError('resource.unknown', { id })
    return resourceJson(resource)
  },
})

const update = endpoint({
  method: 'patch',
  path: member,
  summary: 'Change an API; what is left out stays as it is',
  body: z.strictObject(members).partial(),
  async run({ services, id, body, by }) {
    const { access_token_ttl: accessTokenTtl, introspection_clients: introspectionClients, ...rest } = body
    const change = { ...rest, accessTokenTtl, introspectionClients }
    return resourceJson(await updateResource(services, { id, change, by }))
  },
})

const remove = endpoint({
  method: 'delete',
  path: member,
  summary: 'Delete an API',
  async run({ services, id, by }) {
    await deleteResource(services, { id, by })
    return { object: 'resource', id, deleted: true }
  },
})

function resourceJson(resource: Resource) {
  return {
    object: 'resource',
    id: resource.id,
    identifier: resource.identifier,
    name: resource.name,
    scopes: resource.scopes,
    format: resource.format,
    access_token_ttl: resource.accessTokenTtl,
    introspection_clients: resource.introspectionClients,
    created_at: resource.createdAt.getTime(),
    updated_at: resource.updatedAt.getTime(),
  }
}

/** APIs that accept our access tokens. */
export const resourceEndpoints = [list, create, get, update, remove]
