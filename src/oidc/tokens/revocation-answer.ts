import type Koa from 'koa'
import { routes } from '../routes.ts'

/** Gives the empty answer of a revocation (RFC 7009 2.2) the type of every other answer: some clients insist on it. */
export function revocationAnswer(): Koa.Middleware {
  return async function revocationAnswer(ctx, next) {
    await next()
    if (ctx.path === routes.revocation && ctx.status === 200) ctx.type = 'application/json'
  }
}
