import type Koa from 'koa'
import type { Services } from '../services.ts'

// The engine takes it for a malformed request; the words are its own.
const unnamed = 'no client authentication mechanism provided'

/** A request that names no application at all fails client authentication: 401 `invalid_client` (RFC 6749 5.2). */
export function refuseUnnamedClients({ issuer }: Pick<Services, 'issuer'>): Koa.Middleware {
  return async function refuseUnnamedClients(ctx, next) {
    await next()
    // Whatever is not a form cannot name anybody, and is a malformed request indeed.
    if (ctx.status !== 400 || !ctx.is('application/x-www-form-urlencoded') || !saysUnnamed(ctx.body)) return
    ctx.status = 401
    // RFC 9110 15.5.2: a 401 says which credentials would do.
    ctx.set('WWW-Authenticate', `Basic realm="${issuer.origin}"`)
    ctx.body = { error: 'invalid_client', error_description: unnamed }
  }
}

function saysUnnamed(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'error_description' in body && body.error_description === unnamed
}
