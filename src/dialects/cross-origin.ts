import type Router from '@koa/router'
import type Koa from 'koa'
import { isAllowedOrigin } from '../core/redirects/find-redirect.ts'
import type { Services } from '../services.ts'

export interface CrossOrigin {
  /** Request headers that the API's kits send. */
  readonly allowHeaders: readonly string[]
  /** Answer headers that scripts read. */
  readonly exposeHeaders?: readonly string[]
}

const methods = 'GET,POST,PATCH,DELETE,OPTIONS'

/** Lets scripts of listed origins call and read answers, with cookies; to all others there is no answer to read (Fetch 3.2). */
export function crossOrigin(services: Services, { allowHeaders, exposeHeaders = [] }: CrossOrigin): Koa.Middleware {
  return async function crossOrigin(ctx, next) {
    const origin = ctx.get('origin')
    ctx.vary('Origin')
    if (origin !== '' && isAllowedOrigin(services, origin)) {
      ctx.set('Access-Control-Allow-Origin', origin)
      ctx.set('Access-Control-Allow-Credentials', 'true')
      if (exposeHeaders.length > 0) ctx.set('Access-Control-Expose-Headers', exposeHeaders.join(','))
      if (ctx.method === 'OPTIONS') {
        ctx.set('Access-Control-Allow-Methods', methods)
        ctx.set('Access-Control-Allow-Headers', allowHeaders.join(','))
        ctx.set('Access-Control-Max-Age', '600')
      }
    }
    if (ctx.method !== 'OPTIONS') return next()
    ctx.status = 204
  }
}

/** Makes every path of a router answer preflights, through the middleware it uses. */
export function answerPreflights(router: Router): Router {
  const paths = new Set(router.stack.filter((layer) => layer.methods.length > 0).map((layer) => String(layer.path)))
  for (const path of paths) {
    router.options(path, (ctx) => {
      ctx.status = 204
    })
  }
  return router
}
