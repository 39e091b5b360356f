import { errors, type ResourceServerInstance } from 'oidc-provider'
import { resolveRequestedResources } from 'oidc-provider/lib/helpers/grants.js'
import type { Services } from '../../services.ts'
import type { ExchangeContext } from './exchange-context.ts'

export interface Target {
  readonly server: ResourceServerInstance
}

/** The resource the new token is for: one that is registered, and that an administrator lets this application reach. */
export async function exchangeTarget({ store }: Services, ctx: ExchangeContext): Promise<Target> {
  const { client, params, provider } = ctx.oidc
  const application = await store.clients.findByClientId(client.clientId)
  const reachable = application?.exchangeAudiences ?? []
  if (client.clientAuthMethod === 'none' || reachable.length === 0) {
    throw new errors.UnauthorizedClient('this application may not exchange tokens')
  }
  const named = [...list(params.resource), ...list(params.audience)]
  const [identifier] = named
  if (identifier === undefined || new Set(named).size !== 1) throw new errors.InvalidTarget('name one resource')
  if (!reachable.includes(identifier)) throw new errors.InvalidTarget('this application may not reach the resource')
  params.resource = identifier
  const [server] = await resolveRequestedResources(provider, ctx)
  if (!server) throw new errors.InvalidTarget()
  return { server }
}

function list(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return []
  return typeof value === 'string' ? [value] : value
}
