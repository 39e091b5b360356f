import type Koa from 'koa'
import { routes } from '../routes.ts'

/** Puts an empty object into the empty answer of a revocation (RFC 7009 2.2) for clients that ask for JSON and parse it. */
export function revocationAnswer(): Koa.Middleware {
  return async function revocationAnswer(ctx, next) {
    await next()
    const wantsJson = ctx.get('accept').includes('application/json')
    if (ctx.path === routes.revocation && ctx.status === 200 && wantsJson) ctx.body = {}
  }
}
