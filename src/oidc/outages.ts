import type Koa from 'koa'
import type Provider from 'oidc-provider'
import { AppError } from '../errors.ts'
import type { Services } from '../services.ts'
import { routes } from './routes.ts'

const pages: ReadonlySet<string> = new Set([routes.authorization, routes.end_session, routes.code_verification])

// Requests during which the engine met a database that is away.
const interrupted = new WeakMap<object, Error>()

/** Listens for the engine's failures that are no fault of its own. */
export function noticeOutages(provider: Provider, { store }: Pick<Services, 'store'>): void {
  provider.on('server_error', (ctx: object, error: Error) => {
    if (store.isOutage(error)) interrupted.set(ctx, error)
  })
}

/**
 * Says "come again" where the engine would say that it is broken: while the database is away nothing is known, neither
 * that a token is dead nor that it is alive.
 */
export function answerOutages(): Koa.Middleware {
  return async function answerOutages(ctx, next) {
    await next()
    const cause = interrupted.get(ctx)
    if (!cause) return
    const outage = new AppError('server.unavailable', { retryAfter: 5 }, { cause })
    if (isPage(ctx.path)) throw outage
    ctx.status = outage.status
    ctx.set('Retry-After', '5')
    ctx.body = { error: 'temporarily_unavailable', error_description: 'the server cannot answer at the moment' }
  }
}

function isPage(path: string): boolean {
  return [...pages].some((page) => path === page || path.startsWith(`${page}/`))
}
