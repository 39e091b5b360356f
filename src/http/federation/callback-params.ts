import { text } from 'co-body'
import type Koa from 'koa'
import { AppError } from '../../errors.ts'

const limit = '56kb'

/** What a provider sent through the browser: the query, or the form that its page posted. There is one state in it. */
export async function callbackParams(ctx: Koa.Context): Promise<URLSearchParams> {
  const params = await answerParams(ctx)
  if (!params.get('state')) throw new AppError('input.invalid', { state: 'is missing' })
  return params
}

const read = new WeakMap<Koa.Context['req'], Promise<URLSearchParams>>()

/** The same, with a state or without; a form can be read once, so what was read is kept for who asks next. */
export function answerParams(ctx: Koa.Context): Promise<URLSearchParams> {
  if (ctx.method !== 'POST') return Promise.resolve(new URLSearchParams(ctx.querystring))
  const known = read.get(ctx.req)
  if (known !== undefined) return known
  const reading = formText(ctx).then((form) => new URLSearchParams(form))
  read.set(ctx.req, reading)
  return reading
}

async function formText(ctx: Koa.Context): Promise<string> {
  if (!ctx.is('application/x-www-form-urlencoded')) throw new AppError('input.invalid', { body: 'send a form' })
  try {
    return String(await text(ctx.req, { limit }))
  } catch (cause) {
    throw new AppError('input.invalid', { body: 'cannot be read' }, { cause })
  }
}
