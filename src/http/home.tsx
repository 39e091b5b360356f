import type Koa from 'koa'
import { Home } from '../../views/pages/home.tsx'
import type { Services } from '../services.ts'
import type { PageSessions } from './own-pages/page-sessions.ts'
import { page } from './page.tsx'

/** The page at the issuer's root, and the stylesheet of its colours. */
export function homePage(services: Services, sessions: PageSessions): Koa.Middleware {
  const { issuer, config } = services
  return async function homePage(ctx, next) {
    if (ctx.path !== '/' || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next()
    const view = (
      <Home
        discoveryUrl={`${issuer.origin}/.well-known/openid-configuration`}
        accountUrl="/account"
        adminUrl={(await isAdministrator(services, sessions, ctx)) ? '/admin' : undefined}
        tryUrl={config.loopback ? '/try' : undefined}
      />
    )
    return page(ctx, services, view)
  }
}

async function isAdministrator({ store }: Services, sessions: PageSessions, ctx: Koa.Context): Promise<boolean> {
  const session = await sessions.find(ctx)
  return session !== undefined && (await store.users.find(session.userId))?.isAdmin === true
}
