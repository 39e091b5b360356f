import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface WebServer {
  readonly origin: string
  close(): Promise<void>
}

/** Serves on a free port of this machine; the handler is made when the address is known. */
export async function serveWeb(
  handler: (origin: string) => RequestListener | Promise<RequestListener>,
): Promise<WebServer> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  server.on('request', await handler(origin))
  return {
    origin,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
