import { AppError } from '../errors.ts'
import { createCircuitBreaker } from './circuit-breaker.ts'
import { type Clock, seconds } from './clock.ts'
import { createGuardedAgent } from './guarded-agent.ts'
import type { Logger } from './log.ts'

type Fetch = typeof globalThis.fetch

/** What a caller may say about a request beside the standard members. */
export interface OutboundLimits {
  /** The largest answer in bytes, counted after decompression; 64 kB when not given. */
  readonly maxBytes?: number
  /** Calls of the same circuit stop for a while when they keep failing. */
  readonly circuit?: string
  /** Ends the request early: the time budget of a larger piece of work. */
  readonly signal?: AbortSignal
}

type OutboundInit = RequestInit & Omit<OutboundLimits, 'signal'>

export const tokenBytes = 64 * 1024
export const documentBytes = 256 * 1024

/** One request with its whole answer takes no longer than this. */
const timeLimit = seconds(5)

/**
 * The one way out to the network: public https servers only (plus this machine with `allowLoopback`), five seconds,
 * bounded answers, no redirects unless asked for. Whatever fails on the way is `upstream.unreachable`.
 */
export function createOutbound({
  allowLoopback,
  ...rest
}: {
  allowLoopback: boolean
  clock: Clock
  log: Logger
}): Fetch {
  const dispatcher = createGuardedAgent({ allowLoopback })
  const breaker = createCircuitBreaker(rest)

  const send = async (input: Parameters<Fetch>[0], init: OutboundInit): Promise<Response> => {
    const { maxBytes = tokenBytes, circuit: _circuit, signal, redirect = 'manual', ...others } = init
    const limits = [AbortSignal.timeout(timeLimit * 1000), ...(signal ? [signal] : [])]
    try {
      const request = { ...others, redirect, headers: named(init.headers), signal: AbortSignal.any(limits), dispatcher }
      return await bounded(await fetch(input, request), maxBytes)
    } catch (cause) {
      throw new AppError('upstream.unreachable', {}, { cause })
    }
  }

  return (input: Parameters<Fetch>[0], init: OutboundInit = {}) =>
    init.circuit === undefined ? send(input, init) : breaker.run(init.circuit, () => send(input, init))
}

/** The same fetch with limits set on every request. */
export function limited(fetch: Fetch, { signal, ...limits }: OutboundLimits): Fetch {
  return (input: Parameters<Fetch>[0], init?: RequestInit) => {
    const signals = [init?.signal, signal].filter((each) => each !== undefined && each !== null)
    const all: OutboundInit = {
      ...init,
      ...limits,
      ...(signals.length > 0 ? { signal: AbortSignal.any(signals) } : {}),
    }
    return fetch(input, all)
  }
}

// The body is read here, so that the time and size limits hold for all of it.
async function bounded(response: Response, maxBytes: number): Promise<Response> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) throw new Error(`the answer is larger than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  const headers = new Headers(response.headers)
  headers.delete('content-encoding')
  headers.delete('content-length')
  const { status, statusText } = response
  return new Response(size === 0 ? null : Buffer.concat(chunks), { status, statusText, headers })
}

// Some upstreams (GitHub) refuse callers that do not say who they are.
function named(given: RequestInit['headers']): Headers {
  const headers = new Headers(given)
  if (!headers.has('user-agent')) headers.set('user-agent', 'Latchkey')
  return headers
}
