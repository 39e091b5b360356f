import { z } from 'zod'
import { currentKeys } from '../../../core/keys/current-keys.ts'
import { revokeKey } from '../../../core/keys/revoke-key.ts'
import { publishLead, rotateKeys } from '../../../core/keys/rotate-keys.ts'
import type { Services } from '../../../services.ts'
import { endpoint } from '../edge/endpoint.ts'

const list = endpoint({
  method: 'get',
  path: '/v1/keys',
  summary: 'List signing keys: those that sign, those that will, those that only verify',
  run: ({ services }) => keysJson(services),
})

const rotate = endpoint({
  method: 'post',
  path: '/v1/keys/rotate',
  summary: 'Make new signing keys; they sign after clients had time to see them, or at once when asked to',
  body: z.strictObject({ immediately: z.boolean().default(false) }),
  async run({ services, body, by, refreshEngine }) {
    await rotateKeys(services, { lead: body.immediately ? 0 : publishLead, by })
    await refreshEngine()
    return keysJson(services)
  },
})

const revoke = endpoint({
  method: 'post',
  path: '/v1/keys/:id/revoke',
  summary: 'Drop a signing key at once; what it signed counts no more',
  async run({ services, id, by, refreshEngine }) {
    await revokeKey(services, { kid: id, by })
    await refreshEngine()
    return keysJson(services)
  },
})

async function keysJson(services: Services) {
  const keys = (await currentKeys(services)).map(({ kid, alg, state, publicJwk }) => ({
    object: 'signing_key',
    kid,
    alg,
    state,
    public_jwk: publicJwk,
  }))
  return { data: keys, total_count: keys.length }
}

/** Keys we sign with. */
export const signingKeyEndpoints = [list, rotate, revoke]
