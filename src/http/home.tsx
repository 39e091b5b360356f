import type Koa from 'koa'
import { Home } from '../../views/pages/home.tsx'
import type { Services } from '../services.ts'
import { page } from './page.tsx'

/** The page at the issuer's root, and the stylesheet of its colours. */
export function homePage(services: Services): Koa.Middleware {
  const { issuer, config } = services
  return async function homePage(ctx, next) {
    if (ctx.path !== '/' || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next()
    const view = (
      <Home
        discoveryUrl={`${issuer.origin}/.well-known/openid-configuration`}
        accountUrl="/account"
        tryUrl={config.loopback ? '/try' : undefined}
      />
    )
    return page(ctx, services, view)
  }
}
