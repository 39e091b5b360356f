import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider'
import { Expired } from '../../views/interaction/expired.tsx'
import { ErrorPage } from '../../views/pages/error.tsx'
import { FormPost } from '../../views/pages/form-post.tsx'
import { page } from '../http/page.tsx'
import type { Services } from '../services.ts'
import { authorizeError } from './authorize-errors.ts'

const authorizeRoutes = new Set(['authorization', 'resume'])
const pageRoutes = new Set([
  ...authorizeRoutes,
  'end_session',
  'end_session_confirm',
  'end_session_success',
  'code_verification',
  'device_resume',
])

/** Answers an error that cannot go back to the application: a page for people, JSON for programs, by `Accept`. */
export function renderError(services: Services) {
  return async (ctx: KoaContextWithOIDC, out: ErrorOut, error: Error): Promise<void> => {
    const route = ctx.oidc?.route
    // An unknown client is 401 at the authorization endpoint (spec/clerk.md A.1.1).
    if (authorizeRoutes.has(route) && out.error === 'invalid_client') ctx.status = 401
    if (!pageRoutes.has(route)) {
      ctx.body = out
      return
    }
    if (ctx.accepts('json', 'html') !== 'html') {
      ctx.body = authorizeRoutes.has(route) ? authorizeError(out, ctx.state['requestId']) : out
      return
    }
    if (error.name === 'SessionNotFound' && route === 'resume') {
      // Its interaction knows how to begin again, if there was one.
      const view = <Expired restartUrl={`/interaction/${encodeURIComponent(ctx['params'].uid)}`} />
      return page(ctx, services, view, { status: ctx.status })
    }
    const technical = [out.error, out.error_description].filter((part) => part !== undefined).join(': ')
    const code = ctx.status >= 500 ? 'server.fault' : errorCode(out.error, error)
    // There is no form here whose fields could be marked.
    const problem = { code, detail: { reason: 'request' } }
    const view = (
      <ErrorPage problem={problem} status={ctx.status} requestId={ctx.state['requestId']} technical={technical} />
    )
    page(ctx, services, view, { status: ctx.status })
  }
}

function errorCode(error: string, cause: Error): string {
  if (cause.name === 'SessionNotFound') return 'sign-in.restart'
  if (error === 'invalid_client') return 'client.unknown'
  return error === 'invalid_redirect_uri' ? 'return-to.refused' : 'input.invalid'
}

/** The answer to an application as a form of ours (OAuth 2.0 Form Post Response Mode). */
export function formPostPage(services: Services) {
  return async (ctx: KoaContextWithOIDC, action: string, answer: object): Promise<void> => {
    const values = Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, String(value)]))
    const client = ctx.oidc.client?.clientName
    const status = 'error' in answer ? 400 : 200
    page(ctx, services, <FormPost action={action} values={values} client={client} />, { status })
  }
}
