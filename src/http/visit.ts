import type Koa from 'koa'
import type { Visit } from '../core/audit/visit.ts'
import { addressPrefix } from './client-address.ts'
import { localeOf } from './language.ts'

/** Who sends this request, for the operations of core; `asked` are languages that go before the browser's. */
export function visitOf(ctx: Koa.Context, asked: readonly string[] = [], clientId?: string): Visit {
  const ip = String(ctx.state['address'])
  return {
    ip,
    network: addressPrefix(ip),
    userAgent: ctx.get('user-agent').slice(0, 300) || undefined,
    requestId: ctx.state['requestId'],
    locale: localeOf(ctx, asked),
    clientId,
  }
}
