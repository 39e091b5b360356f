import type Koa from 'koa'
import type { z } from 'zod'
import type { Author } from '../../../core/audit/author.ts'
import type { Services } from '../../../services.ts'
import type { Access } from '../../access.ts'
import { parseInput } from './parse-input.ts'

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** A request that was let in, with its input checked. */
export interface Call<Query = unknown, Body = unknown> {
  readonly services: Services
  readonly instanceId: string
  /** The identifier in the path, or empty where the path has none. */
  readonly id: string
  readonly params: Readonly<Record<string, string>>
  readonly query: Query
  readonly body: Body
  /** Who asks, for the audit record. */
  readonly by: Author
  /** Lets the protocol engine of this process see new keys and scopes now; other replicas look by themselves. */
  readonly refreshEngine: () => Promise<void>
  readonly ctx: Koa.Context
}

/** One path and method of the backend API: what it takes is data, so that the OpenAPI document can be made of it. */
export interface Endpoint {
  readonly method: Method
  readonly path: string
  readonly summary: string
  readonly access: Access
  readonly query: z.ZodType | undefined
  readonly body: z.ZodType | 'multipart' | undefined
  /** The answer's JSON, or undefined for an answer without a body. */
  readonly run: (call: Call) => Promise<unknown>
}

interface Description<Query extends z.ZodType, Body extends z.ZodType> {
  readonly method: Method
  readonly path: string
  readonly summary: string
  /** When not given, a `get` reads and everything else writes. */
  readonly access?: Access
  readonly query?: Query
  readonly body?: Body | 'multipart'
  readonly run: (call: Call<z.output<Query>, z.output<Body>>) => Promise<unknown>
}

/** Declares an endpoint; its handler sees only input that its schemas let through. */
export function endpoint<Query extends z.ZodType, Body extends z.ZodType>(
  description: Description<Query, Body>,
): Endpoint {
  const { method, path, summary, query, body, run } = description
  return {
    method,
    path,
    summary,
    access: description.access ?? (method === 'get' ? 'read' : 'write'),
    query,
    body,
    run: (call) =>
      run({
        ...call,
        query: parseInput(query, call.query) as z.output<Query>,
        body: (body === 'multipart' ? undefined : parseInput(body, call.body)) as z.output<Body>,
      }),
  }
}
