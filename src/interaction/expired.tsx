import type Koa from 'koa'
import { Expired } from '../../views/interaction/expired.tsx'
import { isRefusal } from '../errors.ts'
import { page } from '../http/page.tsx'
import type { Services } from '../services.ts'
import type { Requests } from './requests.ts'

/** Begins a request again that has expired or was answered in another tab; what cannot be begun again says so. */
export function restartExpired(services: Services, requests: Requests): Koa.Middleware {
  return async function restartExpired(ctx, next) {
    try {
      await next()
    } catch (error) {
      if (!isRefusal(error, 'sign-in.restart')) throw error
      const restartUrl = await requests.findRestart(String(ctx['params'].uid))
      if (restartUrl === undefined) return page(ctx, services, <Expired />, { status: 410 })
      ctx.status = 303
      ctx.redirect(restartUrl)
    }
  }
}
