import { createServer, type RequestListener, type Server } from 'node:http'
import type { Config } from './config.ts'

/** How long requests in flight may take to finish when the process stops. */
const drain = 8000

export interface Listening {
  /** Stops accepting, lets requests in flight finish, then closes what is left. */
  close(): Promise<void>
}

/** Listens on every configured address with limits against slow and oversized clients (security 5.7). */
export async function listen(handler: RequestListener, { hosts, port }: Pick<Config, 'hosts' | 'port'>): Promise<Listening> {
  const servers: Server[] = []
  for (const host of hosts) {
    const server = createServer({
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 65_000,
      connectionsCheckingInterval: 5000,
      maxHeaderSize: 16 * 1024,
      noDelay: true,
    }, handler)
    server.maxConnections = 10_000
    try {
      await bind(server, host, port)
      servers.push(server)
    } catch (error) {
      // A machine without IPv6 still serves "localhost" over IPv4.
      if (servers.length > 0 && isCode(error, 'EADDRNOTAVAIL', 'EAFNOSUPPORT')) continue
      for (const open of servers) open.close()
      if (isCode(error, 'EADDRINUSE')) throw new Error(`Port ${port} is in use: stop the other process, or set PORT (and ISSUER) to another one.`, { cause: error })
      if (isCode(error, 'EACCES')) throw new Error(`Port ${port} may not be used by this user: set PORT above 1023.`, { cause: error })
      throw error
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
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const idle = setInterval(() => server.closeIdleConnections(), 100)
  const forced = setTimeout(() => server.closeAllConnections(), drain)
  await closed
  clearInterval(idle)
  clearTimeout(forced)
}

function isCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}
