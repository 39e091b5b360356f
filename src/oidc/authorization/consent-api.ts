import { stringify } from 'node:querystring'
import Router, { type RouterContext } from '@koa/router'
import type { Client } from 'oidc-provider'
import { z } from 'zod'
import { isUsable } from '../../core/users/is-usable.ts'
import { formBody } from '../../http/body.ts'
import { localeOf } from '../../http/language.ts'
import { sameOrigin } from '../../http/same-origin.ts'
import { validate } from '../../http/validate.ts'
import type { Services } from '../../services.ts'
import type { Engine } from '../engine.ts'
import { routes } from '../routes.ts'
import { answerConsent } from './consent-answer.ts'
import { describeScopes, redirectDomain } from './consent-info.ts'

const asked = z.object({ scope: z.string().max(4096).optional(), redirect_uri: z.string().max(4096).optional() })
// What is left is the authorization request again.
const answered = z.looseObject({ consented: z.string().optional(), organization_id: z.string().optional() })

// spec/clerk.md A.1.10 and A.2, in Clerk's words.
const refusals = {
  'signed-out': { status: 401, code: 'authentication_invalid', message: 'Invalid authentication' },
  unknown: { status: 404, code: 'resource_not_found', message: 'Resource not found' },
  disabled: {
    status: 422,
    code: 'feature_requires_oauth2_consent_screen_enabled',
    message: 'The consent screen of this application is disabled',
  },
} as const

/** The consent page as an API, for pages of the operator's own on this origin (spec/clerk.md A.1.10). */
export function consentApi(services: Services, engine: Engine): Router {
  const router = new Router({ prefix: '/v1/me/oauth/consent/:clientId', sensitive: true })
  router.get('/', async (ctx) => {
    const client = await find(services, engine, ctx)
    if (typeof client === 'string') return refuse(ctx, client)
    const { scope, redirect_uri } = validate(asked, ctx.query)
    ctx.body = {
      object: 'oauth_consent_info',
      oauth_application_name: client.clientName ?? client.clientId,
      oauth_application_logo_url: client.logoUri ?? null,
      oauth_application_url: client.clientUri ?? null,
      client_id: client.clientId,
      redirect_domain: redirectDomain(client, redirect_uri),
      scopes: await describeScopes(services, client, { asked: scope, locale: localeOf(ctx) }),
    }
  })
  router.post('/', sameOrigin(services), formBody(), async (ctx, next) => {
    const client = await find(services, engine, ctx)
    if (typeof client === 'string') return refuse(ctx, client)
    const { consented, organization_id: _organization, ...request } = validate(answered, ctx.request.body)
    answerConsent(ctx, consented === 'true' ? 'given' : 'denied')
    // From here it is an authorization request like any other: nothing is answered that would not be answered there.
    ctx.method = 'GET'
    ctx.url = `${routes.authorization}?${stringify({ ...withoutConsentPrompt(request), client_id: client.clientId })}`
    return next()
  })
  return router
}

async function find(services: Services, engine: Engine, ctx: RouterContext): Promise<Client | keyof typeof refusals> {
  const { Session, Client } = engine.current()
  const { accountId } = await Session.get(ctx)
  const user = accountId === undefined ? undefined : await services.store.users.find(accountId)
  if (!user || !isUsable(user, services.clock.now())) return 'signed-out'
  const client = await Client.find(String(ctx.params['clientId']))
  if (!client) return 'unknown'
  return client['consent_screen'] === false ? 'disabled' : client
}

function refuse(ctx: RouterContext, reason: keyof typeof refusals): void {
  const { status, code, message } = refusals[reason]
  ctx.status = status
  ctx.body = {
    errors: [{ code, message, long_message: `${message}.`, meta: {} }],
    clerk_trace_id: ctx.state['requestId'],
  }
}

// The question has just been answered.
function withoutConsentPrompt(request: Record<string, unknown>): NodeJS.Dict<string> {
  const { prompt, ...rest } = request as NodeJS.Dict<string>
  const left = (prompt ?? '').split(' ').filter((value) => value !== '' && value !== 'consent')
  return left.length > 0 ? { ...rest, prompt: left.join(' ') } : rest
}
