import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A server of somebody else on this machine: it remembers what it was sent and answers as it is told. */
export interface Listener {
  readonly origin: string
  readonly received: Received[]
  /** How it answers from now on; 200 when not told. */
  answer(how: (response: ServerResponse, request: Received) => void): void
  close(): Promise<void>
}

/** Starts a listener on a free port. */
export async function startListener(): Promise<Listener> {
  const received: Received[] = []
  let how: (response: ServerResponse, request: Received) => void = (response) => void response.end()
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const one = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    }
    received.push(one)
    how(response, one)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer(next) {
      how = next
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
