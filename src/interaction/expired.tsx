import type Koa from 'koa'
import { CookiesRefused, Expired } from '../../views/interaction/expired.tsx'
import { isRefusal } from '../errors.ts'
import { page } from '../http/page.tsx'
import type { Services } from '../services.ts'
import { keepsCookies } from './keeps-cookies.ts'
import type { Requests } from './requests.ts'

/** Begins a request again that has expired or was answered in another tab; what cannot be begun again says so. */
export function restartExpired(services: Services, requests: Requests): Koa.Middleware {
  return async function restartExpired(ctx, next) {
    try {
      await next()
    } catch (error) {
      if (!isRefusal(error, 'sign-in.restart')) throw error
      await restart(services, requests, ctx)
    }
  }
}

async function restart(services: Services, requests: Requests, ctx: Koa.Context): Promise<void> {
  const uid = String(ctx['params'].uid)
  const restartUrl = await requests.findRestart(uid)
  if (restartUrl === undefined) return page(ctx, services, <Expired />, { status: 410 })
  switch (keepsCookies(ctx, `/interaction/${uid}`)) {
    case 'yes':
      ctx.status = 303
      return ctx.redirect(restartUrl)
    case 'no':
      return page(ctx, services, <CookiesRefused restartUrl={restartUrl} />, { status: 400 })
    case 'undecided':
      return
  }
}
