import { benchClient, benchSecret } from './bench-client.ts'
import type { ServerProcess } from './server-process.ts'

/** One operation of a client; answers what the next one needs. */
export type Operation = () => Promise<void>

export interface Scenario {
  readonly name: string
  /** The goal as a multiple of U, from the performance page of the design. */
  readonly goal: number
  readonly on: readonly ('hello' | 'stock' | 'product')[]
  /** Makes `clients` independent clients, each a closed loop of its own. */
  prepare(server: ServerProcess, endpoints: Endpoints, clients: number): Promise<readonly Operation[]>
}

export interface Endpoints {
  readonly token: string
  readonly userinfo: string
  readonly introspection: string
  readonly revocation: string
  readonly jwks: string
  readonly discovery: string
}

const credentials = { client_id: benchClient.client_id, client_secret: benchSecret }
const both = ['stock', 'product'] as const

/** The operations that are measured, cheapest first. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'hello',
    goal: 1,
    on: ['hello'],
    prepare: async ({ url }, _endpoints, clients) => repeat(clients, () => get(url)),
  },
  {
    name: 'discovery',
    goal: 1.6,
    on: both,
    prepare: async (_server, { discovery }, clients) => repeat(clients, () => get(discovery)),
  },
  {
    name: 'jwks',
    goal: 1.6,
    on: both,
    prepare: async (_server, { jwks }, clients) => repeat(clients, () => get(jwks)),
  },
  {
    name: 'client_credentials',
    goal: 12,
    on: both,
    prepare: async (_server, { token }, clients) =>
      repeat(clients, async () => void (await post(token, { grant_type: 'client_credentials', ...credentials }))),
  },
  {
    name: 'userinfo',
    goal: 12,
    on: both,
    prepare: async (server, { token, userinfo }, clients) =>
      each(clients, async () => {
        const { access_token } = await refresh(token, await server.ask<string>('refresh token'))
        return () => get(userinfo, { authorization: `Bearer ${access_token}` })
      }),
  },
  {
    name: 'introspection',
    goal: 10,
    on: both,
    prepare: async (server, { token, introspection }, clients) =>
      each(clients, async () => {
        const { access_token } = await refresh(token, await server.ask<string>('refresh token'))
        return async () => void (await post(introspection, { token: String(access_token), ...credentials }))
      }),
  },
  {
    name: 'refresh',
    goal: 40,
    on: both,
    prepare: async (server, { token }, clients) =>
      each(clients, async () => {
        let current = await server.ask<string>('refresh token')
        return async () => {
          current = String((await refresh(token, current)).refresh_token)
        }
      }),
  },
]

async function refresh(token: string, refreshToken: string): Promise<Record<string, unknown>> {
  return post(token, { grant_type: 'refresh_token', refresh_token: refreshToken, ...credentials })
}

function repeat(clients: number, operation: Operation): readonly Operation[] {
  return Array.from({ length: clients }, () => operation)
}

async function each(clients: number, make: () => Promise<Operation>): Promise<readonly Operation[]> {
  const operations: Operation[] = []
  for (let client = 0; client < clients; client += 1) operations.push(await make())
  return operations
}

async function get(url: string, headers: Record<string, string> = {}): Promise<void> {
  const response = await fetch(url, { headers })
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  await response.arrayBuffer()
}

async function post(url: string, body: Record<string, string>): Promise<Record<string, unknown>> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(body) })
  const text = await response.text()
  if (!response.ok) throw new Error(`${url}: ${response.status} ${text}`)
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
}
