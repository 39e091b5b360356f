import Router, { type RouterContext } from '@koa/router'
import { TryResult, TryStart } from '../../views/pages/try.tsx'
import { isRefusal } from '../errors.ts'
import { formBody } from '../http/body.ts'
import { page } from '../http/page.tsx'
import { sameOrigin } from '../http/same-origin.ts'
import type { Services } from '../services.ts'
import { beginTry, finishTry } from './relying-party.ts'

const cookieName = 'latchkey_try'

/** A small relying party in the product, for a loopback issuer only: it signs a person in and shows what it received. */
export function tryRoutes(services: Services): Router {
  const router = new Router({ prefix: '/try', sensitive: true })
  router.get('/', (ctx) => page(ctx, services, <TryStart startAction="/try/start" />))
  router.post('/start', sameOrigin(services), formBody(), async (ctx) => {
    const { url, memo } = await beginTry(services)
    remember(services, ctx, memo)
    ctx.status = 303
    ctx.redirect(url)
  })
  router.get('/callback', async (ctx) => {
    const sealed = ctx.cookies.get(cookieName)
    ctx.cookies.set(cookieName, null, { path: '/try' })
    const memo = open(services, sealed)
    if (memo === undefined) {
      ctx.status = 303
      return ctx.redirect('/try')
    }
    try {
      const result = await finishTry(services, { memo, query: ctx.querystring })
      page(ctx, services, <TryResult {...result} againUrl="/try" />)
    } catch (error) {
      if (!isRefusal(error)) throw error
      page(ctx, services, <TryStart startAction="/try/start" problem={error} />, { status: error.status })
    }
  })
  return router
}

function remember({ vault }: Services, ctx: RouterContext, memo: string): void {
  ctx.cookies.set(cookieName, vault.seal(memo, cookieName), {
    path: '/try',
    httpOnly: true,
    sameSite: 'lax',
    maxAge: 1_800_000,
  })
}

function open({ vault }: Services, sealed: string | undefined): string | undefined {
  if (sealed === undefined) return undefined
  try {
    return vault.open(sealed, cookieName)
  } catch {
    return undefined
  }
}
