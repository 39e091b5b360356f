import type Koa from 'koa'
import { AppError } from '../errors.ts'
import type { Services } from '../services.ts'
import { fromTrustedProxy } from './client-address.ts'

const satellitePaths = new Set(['/oauth/authorize', '/oauth/token', '/oauth/userinfo'])

/** Makes every request of this app speak of the configured issuer, whatever `Host` or `X-Forwarded-*` say. */
export function fixOrigin(app: Koa, issuer: URL): void {
  const fixed = { protocol: issuer.protocol.slice(0, -1), host: issuer.host, hostname: issuer.hostname }
  for (const [name, value] of Object.entries({ ...fixed, secure: issuer.protocol === 'https:' })) {
    Object.defineProperty(app.request, name, { get: () => value })
  }
}

/** Refuses requests that were sent to another host: 403 for a satellite's protocol endpoints, else 421 (RFC 9110 15.5.20). */
export function canonicalOrigin({ config, issuer }: Services): Koa.Middleware {
  const satellites = new Set(config.satelliteHosts)
  const defaultPort = issuer.protocol === 'https:' ? /:443$/ : /:80$/
  return async function canonicalOrigin(ctx, next) {
    // An address in the request line (RFC 9112 3.2.2) is for proxies; nothing may take ours from it.
    if (!ctx.req.url?.startsWith('/')) throw new AppError('host.refused')
    // Of two that differ, a proxy before us may have looked at the other one (RFC 9112 3.2).
    if (ctx.req.headersDistinct.host?.length !== 1) throw new AppError('input.invalid', { host: 'send one' })
    const forwarded = fromTrustedProxy(ctx, config) ? ctx.get('x-forwarded-host') : ''
    const host = (forwarded || ctx.req.headers.host || '').toLowerCase().replace(defaultPort, '')
    if (host === issuer.host) return next()
    const isSatellite = satellites.has(host) || satellites.has(host.replace(/:\d+$/, ''))
    if (isSatellite && satellitePaths.has(ctx.path)) throw new AppError('satellite.refused')
    throw new AppError('host.refused')
  }
}
