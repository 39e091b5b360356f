import type Koa from 'koa'
import { ErrorPage } from '../../views/pages/error.tsx'
import { AppError, type ErrorCode } from '../errors.ts'
import type { Services } from '../services.ts'
import { page } from './page.tsx'
import { refusalWords } from './refusal-words.ts'

/** Turns what a door threw into an answer: a page for people, JSON for programs; a bug shows a request id only. */
export function renderErrors(services: Services): Koa.Middleware {
  return async function renderErrors(ctx, next) {
    try {
      await next()
      if (ctx.status === 404 && ctx.body === undefined) throw new AppError('page.unknown')
    } catch (thrown) {
      const error = refusalOf(services, thrown)
      if (error.status >= 500 && error.code !== 'server.busy')
        services.log.error({ request: ctx.state['requestId'], err: thrown }, 'request failed')
      showError(services, ctx, error)
    }
  }
}

/** Any thrown value as a refusal: our own as it is, an outage as 503, everything else as a fault. */
export function refusalOf({ store }: Pick<Services, 'store'>, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  if (store.isOutage(thrown)) return new AppError('server.unavailable', { retryAfter: 5 }, { cause: thrown })
  // Koa's own refusals, such as a path that does not decode.
  const status = thrown instanceof Error && 'status' in thrown ? Number(thrown.status) : 500
  if (status >= 400 && status < 500) return new AppError('input.invalid', {}, { cause: thrown as Error })
  return new AppError('server.fault', {}, { cause: thrown as Error })
}

function showError(services: Services, ctx: Koa.Context, error: AppError): void {
  const { code, detail, status } = error
  if (typeof detail['retryAfter'] === 'number') ctx.set('Retry-After', String(detail['retryAfter']))
  const requestId: string | undefined = ctx.state['requestId']
  if (ctx.accepts('json', 'html') === 'html') {
    const backUrl: string | undefined = ctx.state['backUrl']
    page(ctx, services, <ErrorPage problem={error} {...{ status, requestId, backUrl }} />, { status })
    return
  }
  const { wire = code, message, long = message } = words[code] ?? { message: refusalWords(error) }
  ctx.status = status
  // Clerk's SDK reads only answers of exactly this type (spec/clerk.md A.2).
  ctx.set('Content-Type', 'application/json')
  ctx.body = { errors: [{ code: wire, message, long_message: long, meta: {} }], clerk_trace_id: requestId }
}

interface Words {
  readonly wire?: string
  readonly message: string
  readonly long?: string
}

// What Clerk's API fixes (spec/clerk.md A.1.1 and A.2), and what a page would say to a person only.
const words: Readonly<Partial<Record<ErrorCode, Words>>> = {
  'satellite.refused': {
    wire: 'operation_not_allowed_on_satellite_domain',
    message: 'operation not allowed',
    long: 'This operation is not allowed on a satellite domain. Try again using the primary domain of your instance.',
  },
  'page.unknown': { wire: 'resource_not_found', message: 'not found', long: 'There is nothing at this address.' },
  'input.invalid': { message: 'The request cannot be read.' },
}
