import { text } from 'co-body'
import type Koa from 'koa'
import { AppError } from '../../../errors.ts'
import { isStorable } from '../../../http/storable.ts'
import { refusedParams } from './parse-input.ts'

const bodyLimit = '256kb'
const deepest = 32

/** The JSON object of a request; a request without a body has an empty one. */
export async function readJson(ctx: Koa.Context): Promise<Readonly<Record<string, unknown>>> {
  const { 'content-length': length, 'transfer-encoding': encoding } = ctx.req.headers
  if (encoding === undefined && (length === undefined || length === '0')) return {}
  if (!ctx.is('application/json')) throw new AppError('media.unsupported', { expected: 'application/json' })
  const value = parse(await readText(ctx))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unreadable()
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) =>
      name === '__proto__' ? [] : [[name, storable(member, name, 1)]],
    ),
  )
}

/** Refuses text that the database cannot hold: NUL characters and halves of surrogate pairs. */
export function refuseUnstorable(value: string, param: string): void {
  if (!isStorable(value)) {
    throw refusedParams([{ code: 'form_param_value_invalid', param, reason: 'holds a character that is not allowed' }])
  }
}

async function readText(ctx: Koa.Context): Promise<string> {
  try {
    return await text(ctx.req, { limit: bodyLimit })
  } catch (cause) {
    if (cause instanceof Error && 'status' in cause && cause.status === 413)
      throw new AppError('input.too-large', {}, { cause })
    throw unreadable(cause)
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (cause) {
    throw unreadable(cause)
  }
}

function unreadable(cause?: unknown): AppError {
  return new AppError('input.invalid', { body: 'is not a JSON object' }, { cause })
}

// A copy without members named `__proto__`, at a depth that later code can walk by recursion.
function storable(value: unknown, param: string, depth: number): unknown {
  if (typeof value === 'string') {
    refuseUnstorable(value, param)
    return value
  }
  if (typeof value !== 'object' || value === null) return value
  if (depth >= deepest)
    throw refusedParams([{ code: 'form_param_value_invalid', param, reason: 'is nested too deeply' }])
  if (Array.isArray(value)) return value.map((item) => storable(item, param, depth + 1))
  const members = Object.entries(value).flatMap(([name, member]) => {
    refuseUnstorable(name, param)
    return name === '__proto__' ? [] : [[name, storable(member, param, depth + 1)]]
  })
  return Object.fromEntries(members)
}
