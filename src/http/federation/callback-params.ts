import { text } from 'co-body'
import type Koa from 'koa'
import { AppError } from '../../errors.ts'

const limit = '56kb'

/** What a provider sent through the browser: the query, or the form that its page posted. There is one state in it. */
export async function callbackParams(ctx: Koa.Context): Promise<URLSearchParams> {
  const params = ctx.method === 'POST' ? new URLSearchParams(await formText(ctx)) : new URLSearchParams(ctx.querystring)
  if (!params.get('state')) throw new AppError('input.invalid', { state: 'is missing' })
  return params
}

async function formText(ctx: Koa.Context): Promise<string> {
  if (!ctx.is('application/x-www-form-urlencoded')) throw new AppError('input.invalid', { body: 'send a form' })
  try {
    return String(await text(ctx.req, { limit }))
  } catch (cause) {
    throw new AppError('input.invalid', { body: 'cannot be read' }, { cause })
  }
}
