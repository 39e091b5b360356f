import type Koa from 'koa'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { FormPost } from '../../../views/pages/form-post.tsx'
import { page } from '../../http/page.tsx'
import type { Services } from '../../services.ts'
import { routes } from '../routes.ts'

/**
 * Shows our page where another person has signed in, in the same browser, between the sign-in and what follows it: the
 * engine then ends their session by a form of its own and comes back.
 */
export function switchAccount(services: Services): Koa.Middleware {
  const { issuer } = services
  return async function switchAccount(ctx, next) {
    const policy = ctx.response.get('Content-Security-Policy')
    await next()
    const state = (ctx as Partial<KoaContextWithOIDC>).oidc?.session?.state
    if (ctx.status !== 200 || state?.['postLogoutRedirectUri'] !== `${issuer.origin}${ctx.path}`) return
    // The engine allowed its inline script.
    ctx.set('Content-Security-Policy', policy)
    const values = { xsrf: String(state['secret']), logout: 'yes' }
    page(ctx, services, <FormPost action={`${routes.end_session}/confirm`} values={values} />)
  }
}
