import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'

const file = (name: string) => readFileSync(new URL(`tls/${name}`, import.meta.url), 'utf8')

/** A host of documents over https, as the metadata documents of applications are published. */
export interface DocumentHost {
  readonly origin: string
  /** Paths that were asked for, in order. */
  readonly asked: string[]
  /** Publishes JSON, or answers in another way. */
  publish(path: string, document: object | ((response: ServerResponse) => void)): string
  close(): Promise<void>
}

/** Starts a host on a free port, trusted by this process. */
export async function startDocumentHost(): Promise<DocumentHost> {
  const cert = file('localhost.cert.pem')
  setDefaultCACertificates([...getCACertificates('default'), cert])
  const documents = new Map<string, object | ((response: ServerResponse) => void)>()
  const asked: string[] = []
  const server = createServer({ cert, key: file('localhost.key.pem') }, (request, response) => {
    asked.push(request.url ?? '')
    const document = documents.get(request.url ?? '')
    if (typeof document === 'function') return document(response)
    response.writeHead(document ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(document ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`
  return {
    origin,
    asked,
    publish(path, document) {
      documents.set(path, document)
      return origin + path
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
