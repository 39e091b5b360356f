import { readFileSync } from 'node:fs'
import { request as forward } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'

const file = (name: string) => readFileSync(new URL(`tls/${name}`, import.meta.url), 'utf8')

/** What stands in front of the product in production: it takes https and passes requests on as they are. */
export interface TlsFront {
  readonly origin: string
  /** Where requests go from now on. */
  passTo(origin: string): void
  close(): Promise<void>
}

/** Starts a front for `localhost` on a free port. */
export async function startTlsFront(): Promise<TlsFront> {
  let target = new URL('http://127.0.0.1')
  const server = createServer(
    { cert: file('localhost.cert.pem'), key: file('localhost.key.pem') },
    (request, response) => {
      const { method, url, headers } = request
      const inner = forward({ host: target.hostname, port: target.port, method, path: url, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
        answer.pipe(response)
      })
      inner.on('error', () => response.destroy())
      request.pipe(inner)
    },
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  return {
    origin: `https://localhost:${(server.address() as AddressInfo).port}`,
    passTo(origin) {
      target = new URL(origin)
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
