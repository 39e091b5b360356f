import type Koa from 'koa'
import type { Services } from '../services.ts'

/** Serves the pictures of applications; they are of the few types that `setClientLogo` knows, none of which can hold a script. */
export function clientLogo({ store }: Services): Koa.Middleware {
  return async function clientLogo(ctx, next) {
    const id = /^\/assets\/clients\/(\w{1,64})\/logo$/.exec(ctx.path)?.[1]
    const logo =
      id === undefined || !['GET', 'HEAD'].includes(ctx.method) ? undefined : await store.clients.findLogo(id)
    if (!logo) return next()
    // The address holds a digest of the picture, so another picture has another address.
    ctx.set('Cache-Control', 'public, max-age=31536000, immutable')
    ctx.set('Content-Security-Policy', "default-src 'none'; sandbox")
    ctx.type = logo.type
    ctx.body = Buffer.from(logo.bytes)
  }
}
