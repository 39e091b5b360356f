import type Koa from 'koa'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { routes } from '../routes.ts'

/** What the engine remembers in the session between its question and the person's answer. */
interface LogoutState {
  readonly state?: string
  readonly postLogoutRedirectUri?: string
}

/** Ends a request to sign out at once where nobody is signed in: the engine's page would only press its own button. */
export function endSession(): Koa.Middleware {
  return async function endSession(ctx, next) {
    if (ctx.path !== routes.end_session) return next()
    const policy = ctx.response.get('Content-Security-Policy')
    await next()
    const { session } = (ctx as KoaContextWithOIDC).oidc
    if (ctx.status !== 200 || session?.accountId !== undefined) return
    // The engine allowed its inline script.
    ctx.set('Content-Security-Policy', policy)
    ctx.redirect(signedOutAddress((session?.state ?? {}) as LogoutState))
    ctx.status = 303
  }
}

function signedOutAddress({ postLogoutRedirectUri, state }: LogoutState): string {
  if (postLogoutRedirectUri === undefined) return `${routes.end_session}/success`
  const url = new URL(postLogoutRedirectUri)
  if (state !== undefined) url.searchParams.set('state', state)
  return url.href
}
