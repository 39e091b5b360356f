import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** A stretch of network in front of a server, which a test may interrupt. */
export interface Forwarder {
  readonly port: number
  /** Lets nothing through and says nothing, as a firewall that drops. */
  block(): void
  /** Ends every connection and refuses new ones, as a server that is gone. */
  cut(): Promise<void>
  /** Lets everything through again. */
  restore(): Promise<void>
  close(): Promise<void>
}

/** Forwards a free port of the loopback interface to a server. */
export async function startForwarder(target: { readonly host: string; readonly port: number }): Promise<Forwarder> {
  const sockets = new Set<Socket>()
  let blocked = false
  const server = createServer((near) => {
    const far = connect(target.port, target.host)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', (data) => blocked || to.write(data))
      from.on('error', () => to.destroy())
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
    }
  })
  const port = await listen(server, 0)
  const endAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  const shut = async () => {
    endAll()
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }
  return {
    port,
    block: () => {
      blocked = true
    },
    cut: shut,
    async restore() {
      // What was swallowed is lost, so the connections of that time are of no use any more.
      if (blocked) endAll()
      blocked = false
      if (!server.listening) await listen(server, port)
    },
    close: shut,
  }
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address ? address.port : port
}
