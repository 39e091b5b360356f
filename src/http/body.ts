import { form, json } from 'co-body'
import type Koa from 'koa'
import { AppError } from '../errors.ts'

declare module 'koa' {
  interface Request {
    /** What `formBody` or `jsonBody` read; unknown until a schema has looked at it. */
    body?: unknown
  }
}

const formLimit = '56kb'
const jsonLimit = '100kb'

/** Reads a form body into `ctx.request.body`; repeated fields become arrays, which schemas refuse. */
export function formBody(): Koa.Middleware {
  return async function formBody(ctx, next) {
    if (!hasBody(ctx)) {
      ctx.request.body = {}
      return next()
    }
    if (!ctx.is('application/x-www-form-urlencoded')) throw new AppError('input.invalid', { body: 'send a form' })
    ctx.request.body = await read(() =>
      form(ctx.req, { limit: formLimit, queryString: { depth: 0, parameterLimit: 200 } }),
    )
    return next()
  }
}

/** Reads a JSON object into `ctx.request.body`; `unlabelled` takes it under any content type, where no cookie counts. */
export function jsonBody({ unlabelled = false } = {}): Koa.Middleware {
  return async function jsonBody(ctx, next) {
    if (!hasBody(ctx)) {
      ctx.request.body = {}
      return next()
    }
    if (!unlabelled && !ctx.is('application/json'))
      throw new AppError('input.invalid', { body: 'send application/json' })
    ctx.request.body = await read(() => json(ctx.req, { limit: jsonLimit }))
    return next()
  }
}

function hasBody(ctx: Koa.Context): boolean {
  return ctx.request.length !== 0 && ctx.method !== 'GET' && ctx.method !== 'HEAD'
}

async function read(work: () => Promise<unknown>): Promise<unknown> {
  try {
    return await work()
  } catch (cause) {
    const tooLarge = cause instanceof Error && 'status' in cause && cause.status === 413
    throw new AppError(tooLarge ? 'input.too-large' : 'input.invalid', { body: 'cannot be read' }, { cause })
  }
}
