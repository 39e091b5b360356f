import type Koa from 'koa'
import type { Endpoint } from './endpoint.ts'

/** For each path of the API the answer to every method that it does not have (RFC 9110 section 15.5.6). */
export function refuseMethods(endpoints: readonly Endpoint[]): [path: string, answer: Koa.Middleware][] {
  const methods = Map.groupBy(endpoints, ({ path }) => path)
  return [...methods].map(([path, those]) => [path, refuse(those.map(({ method }) => method.toUpperCase()))])
}

function refuse(methods: readonly string[]): Koa.Middleware {
  const allowed = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ')
  return async function refuse(ctx) {
    ctx.status = 405
    ctx.set('Allow', allowed)
    ctx.set('Content-Type', 'application/json')
    const message = 'Method not allowed'
    const errors = [{ code: 'method_not_allowed', message, long_message: `Use ${allowed}.`, meta: {} }]
    ctx.body = { errors, clerk_trace_id: ctx.state['requestId'] }
  }
}
