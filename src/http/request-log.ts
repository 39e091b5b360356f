import type Koa from 'koa'
import { newId } from '../kit/ids.ts'
import type { Services } from '../services.ts'
import { addressPrefix, clientAddress } from './client-address.ts'

/** One line a request: method, path without query, status, time, address, what the door adds; the id is on error pages. */
export function requestLog({ log, config, clock }: Services): Koa.Middleware {
  return async function requestLog(ctx, next) {
    const startedAt = clock.now().getTime()
    ctx.state.requestId = newId('request')
    ctx.state.address = clientAddress(ctx, config)
    ctx.state.network = addressPrefix(ctx.state.address)
    ctx.set('X-Request-Id', ctx.state.requestId)
    try {
      await next()
    } finally {
      const line = {
        request: ctx.state.requestId,
        method: ctx.method,
        path: printable(ctx.path),
        status: ctx.status,
        ms: clock.now().getTime() - startedAt,
        address: ctx.state.address,
        client: ctx.state.client,
        grantType: ctx.state.grantType,
      }
      if (ctx.status >= 500) log.error(line, 'request failed')
      // Probes come every few seconds and say nothing new.
      else if (ctx.path.startsWith('/health')) log.debug(line, 'request')
      else log.info(line, 'request')
    }
  }
}

// Secrets may ride in a path segment (a reset link); what is long and random is cut short.
function printable(path: string): string {
  return path.slice(0, 200).replace(/[A-Za-z0-9_-]{24,}/g, (segment) => `${segment.slice(0, 6)}…`)
}
