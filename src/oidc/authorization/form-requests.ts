import { stringify } from 'node:querystring'
import type Koa from 'koa'
import { formBody } from '../../http/body.ts'
import type { Services } from '../../services.ts'
import { sessionCookie } from '../cookies.ts'
import { routes } from '../routes.ts'

const paths: ReadonlySet<string> = new Set([routes.authorization, routes.end_session])

// What servers and browsers take for an address without question.
const longestQuery = 8000

/**
 * Turns a request that was sent as a form into the same one with a query (OpenID Connect Core 3.1.2.1): one way through
 * the engine, whose own support for POST would need cookies that other sites' forms may send.
 */
export function formRequests({ issuer }: Services): Koa.Middleware {
  const readForm = formBody()
  return async function formRequests(ctx, next) {
    if (ctx.method !== 'POST' || !paths.has(ctx.path)) return next()
    return readForm(ctx, async () => {
      const query = stringify(ctx.request.body as NodeJS.Dict<string | string[]>)
      const fromElsewhere = ctx.get('sec-fetch-site') === 'cross-site' && !ctx.cookies.get(sessionCookie(issuer))
      if (fromElsewhere && query.length < longestQuery) {
        // A `SameSite=Lax` cookie stays at home when another site sends a form; with the redirect it comes along.
        ctx.status = 303
        return ctx.redirect(`${ctx.path}?${query}`)
      }
      ctx.method = 'GET'
      ctx.url = `${ctx.path}?${query}`
      return next()
    })
  }
}
