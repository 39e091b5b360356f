import type Koa from 'koa'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { formBody } from '../../http/body.ts'
import { routes } from '../routes.ts'

/** What the engine remembers in the session between its question and the person's answer. */
interface LogoutState {
  readonly state?: string
  readonly postLogoutRedirectUri?: string
}

/** Takes a request to sign out as a form too, and ends it at once where nobody is signed in. */
export function endSession(): Koa.Middleware {
  const readForm = formBody()
  return async function endSession(ctx, next) {
    if (ctx.path !== routes.end_session) return next()
    // A browser sends no session cookie with a form of another site, but it does with the address it is sent on to.
    if (ctx.method === 'POST') return readForm(ctx, async () => redirect(ctx, `${ctx.path}?${query(ctx.request.body)}`))
    const policy = ctx.response.get('Content-Security-Policy')
    await next()
    const { session } = (ctx as KoaContextWithOIDC).oidc
    if (ctx.status !== 200 || session?.accountId !== undefined) return
    // The engine's own page would only press its own button.
    ctx.set('Content-Security-Policy', policy)
    redirect(ctx, signedOutAddress((session?.state ?? {}) as LogoutState))
  }
}

function signedOutAddress({ postLogoutRedirectUri, state }: LogoutState): string {
  if (postLogoutRedirectUri === undefined) return `${routes.end_session}/success`
  const url = new URL(postLogoutRedirectUri)
  if (state !== undefined) url.searchParams.set('state', state)
  return url.href
}

function redirect(ctx: Koa.Context, address: string): void {
  ctx.redirect(address)
  ctx.status = 303
}

// Repeated parameters stay repeated, so that the engine sees and refuses them.
function query(body: unknown): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(body ?? {})) {
    for (const each of [value].flat()) params.append(name, String(each))
  }
  return params.toString()
}
