import { createServer, type RequestListener, type Server } from 'node:http'
import { Server as NetServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from './config.ts'

/** How long a stopping process still takes requests, so that those on their way arrive: milliseconds. */
const farewell = 1000

/** How long requests in flight may take to finish after that. */
const drain = 8000

// Against slow and oversized clients (security 5.7): who takes longer than half a minute is gone by then, since the check
// comes every two seconds. A proxy's kept connections should end before ours do.
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 27_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 2000,
  maxHeaderSize: 16 * 1024,
  noDelay: true,
} as const

export interface Listening {
  /** Takes the requests that are on their way, lets them finish, then closes what is left. */
  close(): Promise<void>
}

/** Listens on every configured address. */
export async function listen(
  handler: RequestListener,
  { hosts, port }: Pick<Config, 'hosts' | 'port'>,
): Promise<Listening> {
  const servers: Server[] = []
  for (const host of hosts) {
    const server = createServer(limits, handler)
    server.maxConnections = 10_000
    try {
      await bind(server, host, port)
      servers.push(server)
    } catch (error) {
      // A machine without IPv6 still serves "localhost" over IPv4.
      if (servers.length > 0 && isCode(error, 'EADDRNOTAVAIL', 'EAFNOSUPPORT')) continue
      for (const open of servers) open.close()
      throw explain(error, { host, port })
    }
  }
  return { close: async () => void (await Promise.all(servers.map(close))) }
}

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, ipv6Only: host === '::1' }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

async function close(server: Server): Promise<void> {
  // Each answer now ends its connection, so that none is kept for a request we would have to reset.
  server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'))
  await sleep(farewell)
  // Only the listener: closing the HTTP server as well would reset connections whose request has come and is not read yet.
  const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()))
  const idle = setInterval(() => server.closeIdleConnections(), 100)
  const forced = setTimeout(() => server.closeAllConnections(), drain)
  await closed
  clearInterval(idle)
  clearTimeout(forced)
}

function explain(error: unknown, { host, port }: { host: string; port: number }): unknown {
  const inUse = `Port ${port} is in use: stop the other process, or set PORT (and ISSUER) to another one.`
  if (isCode(error, 'EADDRINUSE')) return new Error(inUse, { cause: error })
  const foreign = `HOST ${host} is not an address of this machine: set HOST to one, or unset it.`
  if (isCode(error, 'EADDRNOTAVAIL', 'EAFNOSUPPORT', 'ENOTFOUND', 'EAI_AGAIN'))
    return new Error(foreign, { cause: error })
  const forbidden = `Port ${port} may not be used by this user: set PORT above 1023.`
  return isCode(error, 'EACCES') ? new Error(forbidden, { cause: error }) : error
}

function isCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}
