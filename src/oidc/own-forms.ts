import type Koa from 'koa'
import { sameOrigin } from '../http/same-origin.ts'
import type { Services } from '../services.ts'
import { routes } from './routes.ts'

const forms: ReadonlySet<string> = new Set([routes.code_verification, `${routes.end_session}/confirm`])

/** Takes the forms that our pages show for the engine from those pages only, beside the token that each form carries. */
export function ownForms(services: Services): Koa.Middleware {
  const guard = sameOrigin(services)
  return async function ownForms(ctx, next) {
    return forms.has(ctx.path) ? guard(ctx, next) : next()
  }
}
