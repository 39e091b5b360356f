import type Koa from 'koa'
import type { AppError } from '../../../errors.ts'
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
  const problems = error.detail['problems']
  // `refusedParams` is the only one that sets them.
  if (Array.isArray(problems)) return { status: 422, errors: (problems as ParamProblem[]).map(ofParam) }
  const field = error.detail['field']
  const reason = error.detail['reason']
  if (error.code === 'input.invalid' && typeof field === 'string') {
    return {
      status: 422,
      errors: [ofParam({ code: 'form_param_value_invalid', param: field, reason: String(reason ?? 'is not valid') })],
    }
  }
  const known = wireErrors[error.code]
  const status = known?.status ?? error.status
  const message = known?.message ?? 'The request was refused'
  const param = typeof field === 'string' ? field : known?.param
  const meta = param === undefined ? {} : { param_name: param }
  return {
    status,
    errors: [{ code: known?.code ?? error.code, message, long_message: known?.long ?? `${message}.`, meta }],
  }
}

function ofParam({ code, param, reason }: ParamProblem): WireError {
  return {
    code,
    message: reason,
    long_message: `${param === '' ? 'the request' : param}: ${reason}`,
    meta: { param_name: param },
  }
}
