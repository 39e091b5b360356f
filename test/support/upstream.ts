import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readExchange, send } from './upstream/exchange.ts'
import { misbehave } from './upstream/mischief.ts'
import { createProvider, type SimulatedProvider } from './upstream/provider.ts'
import { type SimulationId, simulations } from './upstream/simulations.ts'
import { type Callback, visit } from './upstream/visit.ts'

export type { Callback }

/** Seventeen providers and a plain OpenID one, on one loopback port, each with its own manners. */
export interface Upstream {
  readonly url: string
  /** One provider: whom it sees next, how it misbehaves, what it was asked. */
  as(id: SimulationId): SimulatedProvider
  /** The `SOCIAL_*` variables that point the product here, for these providers or for all. */
  variables(...ids: readonly SimulationId[]): Record<string, string>
  /** What a person's browser does at the provider: opens the address, consents, and is sent back. */
  visit(authorizationUrl: string | URL): Promise<Callback>
  /** Requests to a place where nothing of ours should ever come. */
  readonly canary: { requests: number; readonly url: string }
  close(): Promise<void>
}

/** Starts the providers on a free port of this machine. */
export async function startUpstream(): Promise<Upstream> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const canary = { requests: 0, url: `${url}/canary` }
  const providers = new Map<string, SimulatedProvider>()
  for (const id of Object.keys(simulations) as SimulationId[]) providers.set(id, await createProvider(id, url))

  const as = (id: SimulationId): SimulatedProvider => {
    const provider = providers.get(id)
    if (!provider) throw new Error(`no simulation of ${id}`)
    return provider
  }

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const exchange = await readExchange(request, url)
    const [, name = '', ...rest] = exchange.url.pathname.split('/')
    if (name === 'canary') canary.requests += 1
    const provider = providers.get(name)
    if (!provider) return send(response, { status: 404, json: { error: 'not_found' } })
    const endpoint = rest.join('/')
    provider.note(endpoint, exchange)
    const mischief = provider.mischiefAt(endpoint)
    if (mischief) return misbehave(mischief, request, response, canary.url)
    return send(response, await provider.answer(endpoint, exchange))
  }

  server.on('request', (request, response) => {
    handle(request, response).catch((error: unknown) => {
      send(response, { status: 500, json: { error: 'simulation', message: String(error) } })
    })
  })

  return {
    url,
    as,
    variables(...ids) {
      const own = (Object.keys(simulations) as SimulationId[]).filter((id) => id !== 'openid' && id !== 'twitter1')
      const chosen = ids.length > 0 ? ids : own
      return Object.assign({}, ...chosen.map((id) => as(id).variables()))
    },
    visit,
    canary,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
