import type { Agent } from '../agent.ts'
import type { ServerName, ServerProcess } from '../server-process.ts'

/** One operation of a client; it throws when the answer is not the one expected. */
export type Operation = () => Promise<void>

export interface Scenario {
  readonly name: string
  readonly on: readonly ServerName[]
  /** How many operations make a sample: cheap ones need more. */
  readonly operations: number
  /** The goals of the design: CPU as a multiple of U, and of the same operation where it costs least. */
  readonly goals: { readonly unit?: number; readonly reference?: number }
  /** Makes `clients` independent clients, each a closed loop of its own. */
  prepare(target: Target, clients: number): Promise<readonly Operation[]>
}

/** A server as a scenario meets it. */
export interface Target {
  readonly server: ServerProcess
  readonly agent: Agent
  readonly endpoints: Endpoints
}

export interface Endpoints {
  readonly authorization: string
  readonly token: string
  readonly userinfo: string
  readonly introspection: string
  readonly revocation: string
  readonly jwks: string
  readonly discovery: string
}

/** The same operation for every client. */
export function repeat(clients: number, operation: Operation): readonly Operation[] {
  return Array.from({ length: clients }, () => operation)
}

/** An operation of its own for each client, made one after the other. */
export async function each(clients: number, make: () => Promise<Operation>): Promise<readonly Operation[]> {
  const operations: Operation[] = []
  for (let client = 0; client < clients; client += 1) operations.push(await make())
  return operations
}
