import { createServer, type Server } from 'node:http'
import type Koa from 'koa'
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** What is counted, and the way to read it. */
export interface Metrics {
  readonly middleware: Koa.Middleware
  /** The Prometheus text format. */
  text(): Promise<string>
}

/** Counts requests and measures how long they take, by door and status class; never by path, which callers choose. */
export function createMetrics(): Metrics {
  const collected = new Registry()
  collectDefaultMetrics({ register: collected, prefix: 'latchkey_' })
  const labelNames = ['door', 'method', 'status'] as const
  const requests = new Counter({
    name: 'latchkey_requests_total',
    help: 'Requests answered',
    labelNames,
    registers: [collected],
  })
  const durations = new Histogram({
    name: 'latchkey_request_seconds',
    help: 'Time to answer',
    labelNames: ['door'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 5],
    registers: [collected],
  })
  return {
    async middleware(ctx, next) {
      const door = doorOf(ctx.path)
      const done = durations.startTimer({ door })
      try {
        await next()
      } finally {
        done()
        requests.inc({ door, method: ctx.method, status: `${Math.floor(ctx.status / 100)}xx` })
      }
    },
    text: () => collected.metrics(),
  }
}

/** Serves the metrics on a port of their own, which is not the public one. */
export function serveMetrics(metrics: Metrics, { port, host }: { port: number; host: string }): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return response.writeHead(404).end()
    metrics.text().then(
      (text) => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text),
      () => response.writeHead(500).end(),
    )
    return undefined
  })
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new Error(`METRICS_PORT ${port} cannot be used: ${cause.message}`, { cause }))
    })
    server.listen(port, host, () => resolve(server))
  })
}

const doors: readonly (readonly [prefix: string, door: string])[] = [
  ['/oauth/', 'oidc'],
  ['/.well-known/', 'oidc'],
  ['/interaction/', 'interaction'],
  ['/federation/', 'interaction'],
  ['/account', 'account'],
  ['/v1/session/', 'prelude'],
  ['/auth/v1/', 'cloudbase'],
  ['/v1/', 'admin'],
  ['/admin', 'admin'],
  ['/signin/', 'nhost'],
  ['/token', 'nhost'],
  ['/user', 'nhost'],
  ['/signout', 'nhost'],
  ['/assets/', 'assets'],
  ['/health', 'health'],
]

function doorOf(path: string): string {
  return doors.find(([prefix]) => path.startsWith(prefix))?.[1] ?? 'other'
}
