import { z } from 'zod'
import { createApiKey } from '../../../core/api-keys/create-api-key.ts'
import { revokeApiKey } from '../../../core/api-keys/revoke-api-key.ts'
import type { ApiKey } from '../../../store/api-keys.ts'
import { endpoint } from '../edge/endpoint.ts'

const collection = '/v1/api_keys'

const newKey = z.strictObject({
  name: z.string().trim().min(1).max(256),
  scopes: z
    .array(z.enum(['*', 'read']))
    .min(1)
    .max(2)
    .default(['*']),
  expires_at: z.int().positive().max(8_640_000_000_000_000).nullable().default(null),
})

const list = endpoint({
  method: 'get',
  path: collection,
  summary: 'List backend keys, newest first; never the keys themselves',
  async run({ services }) {
    const keys = await services.store.apiKeys.list()
    return { data: keys.map(apiKeyJson), total_count: keys.length }
  },
})

const create = endpoint({
  method: 'post',
  path: collection,
  summary: 'Create a backend key; it is shown this once',
  body: newKey,
  async run({ services, body, by }) {
    const expiresAt = body.expires_at === null ? null : new Date(body.expires_at)
    const { key, secret } = await createApiKey(services, { name: body.name, scopes: body.scopes, expiresAt, by })
    return { ...apiKeyJson(key), secret }
  },
})

const revoke = endpoint({
  method: 'delete',
  path: `${collection}/:id`,
  summary: 'Revoke a backend key at once',
  async run({ services, id, by }) {
    await revokeApiKey(services, { id, by })
    return { object: 'api_key', id, deleted: true }
  },
})

function apiKeyJson(key: Omit<ApiKey, 'keyDigest'>) {
  return {
    object: 'api_key',
    id: key.id,
    name: key.name,
    scopes: key.scopes,
    created_at: key.createdAt.getTime(),
    expires_at: key.expiresAt?.getTime() ?? null,
    last_used_at: key.lastUsedAt?.getTime() ?? null,
    revoked: key.revokedAt !== null,
  }
}

/** Keys of this API. */
export const apiKeyEndpoints = [list, create, revoke]
