import type Koa from 'koa'
import { themeStylesheet } from '../../views/theme.ts'
import { brandOfClient } from '../core/branding/brand-of-client.ts'
import type { Services } from '../services.ts'

/** Serves `/assets/theme.css`: the colours of this installation, or with `?client=` those of an application. */
export function theme(services: Services): Koa.Middleware {
  return async function theme(ctx, next) {
    if (ctx.path !== '/assets/theme.css' || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next()
    const { client } = ctx.query
    const own = typeof client === 'string' ? await brandOfClient(services, client) : undefined
    ctx.set('Cache-Control', 'public, max-age=300')
    ctx.type = 'text/css; charset=utf-8'
    ctx.body = themeStylesheet({ accent: own?.accent ?? services.branding.current().accent })
  }
}
