import type Koa from 'koa'
import type { AppError, ErrorDetail } from '../../../errors.ts'
import { refusalOf } from '../../../http/errors.tsx'
import type { Services } from '../../../services.ts'
import type { ParamProblem } from './parse-input.ts'
import { wireErrors } from './wire-errors.ts'

interface Shown {
  readonly status: number
  readonly errors: readonly WireError[]
}

interface WireError {
  readonly code: string
  readonly message: string
  readonly long_message: string
  readonly meta: { readonly param_name?: string }
}

/** Answers refusals in Clerk's envelope (spec/clerk.md A.1.11); a bug shows nothing but the request's id. */
export function answerErrors(services: Services): Koa.Middleware {
  return async function answerErrors(ctx, next) {
    try {
      await next()
    } catch (thrown) {
      const error = refusalOf(services, thrown)
      if (error.status >= 500) services.log.error({ request: ctx.state['requestId'], err: thrown }, 'request failed')
      const { status, errors } = inWords(error)
      ctx.status = status
      // The official SDK reads only answers of exactly this type.
      ctx.set('Content-Type', 'application/json')
      if (status === 401) ctx.set('WWW-Authenticate', 'Bearer')
      if (typeof error.detail['retryAfter'] === 'number') ctx.set('Retry-After', String(error.detail['retryAfter']))
      ctx.body = { errors, clerk_trace_id: ctx.state['requestId'] }
    }
  }
}

function inWords(error: AppError): Shown {
  if (error.code === 'input.invalid') {
    const problems = problemsOf(error.detail)
    if (problems.length > 0) return { status: 422, errors: problems.map(ofParam) }
  }
  const known = wireErrors[`${error.code}.${error.detail['reason']}`] ?? wireErrors[error.code]
  const message = known?.message ?? 'The request was refused'
  const param = error.detail['field'] ?? known?.param
  const meta = typeof param === 'string' ? { param_name: param } : {}
  const shown = { code: known?.code ?? error.code, message, long_message: known?.long ?? asSentence(message), meta }
  return { status: known?.status ?? error.status, errors: [shown] }
}

// Three ways to say it: the schemas of this door, an operation with a reason, and an operation that names the field only.
function problemsOf({ problems, field, reason, body, ...named }: ErrorDetail): readonly ParamProblem[] {
  // `refusedParams` is the only one that sets them.
  if (Array.isArray(problems)) return problems as ParamProblem[]
  const told = typeof field === 'string' ? { [field]: reason ?? 'is not valid' } : named
  return Object.entries(told).map(([param, why]) => ({ code: 'form_param_value_invalid', param, reason: String(why) }))
}

function ofParam({ code, param, reason }: ParamProblem): WireError {
  return {
    code,
    message: reason,
    long_message: asSentence(`${param === '' ? 'The request' : param} ${reason}`),
    meta: { param_name: param },
  }
}

function asSentence(words: string): string {
  return words.endsWith('.') ? words : `${words}.`
}
