import type { RouterContext } from '@koa/router'
import type { Services } from '../../../services.ts'
import { enterWithKey } from '../../access.ts'
import type { Call, Endpoint } from './endpoint.ts'
import { readJson } from './read-json.ts'
import { readQuery } from './read-query.ts'

/** What every call finds around it, beside the services. */
export type Setting = Pick<Call, 'instanceId' | 'refreshEngine'>

/** Turns an endpoint into a handler: who is it, what do they send, what comes back. */
export function serve(services: Services, setting: Setting, endpoint: Endpoint): (ctx: RouterContext) => Promise<void> {
  return async (ctx) => {
    const holder = await enterWithKey(services, ctx, endpoint.access)
    const answer = await endpoint.run({
      services,
      ...setting,
      id: ctx.params['id'] ?? '',
      params: ctx.params,
      query: readQuery(ctx),
      body: endpoint.body === 'multipart' || ctx.method === 'GET' || ctx.method === 'HEAD' ? {} : await readJson(ctx),
      by: { actor: { type: 'api-key', id: holder.id }, ip: ctx.state['address'], requestId: ctx.state['requestId'] },
      ctx,
    })
    if (answer === undefined) {
      ctx.status = 204
      return
    }
    // The official SDK reads only answers of exactly this type (spec/clerk.md A.2).
    ctx.set('Content-Type', 'application/json')
    ctx.body = answer
  }
}
