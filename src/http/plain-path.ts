import type Koa from 'koa'
import { AppError } from '../errors.ts'

/** Knows no address with a NUL in it: no identifier of ours has one, and the database cannot even be asked about it. */
export function plainPath(): Koa.Middleware {
  return async function plainPath(ctx, next) {
    if (ctx.path.includes('%00')) throw new AppError('page.unknown')
    await next()
  }
}
