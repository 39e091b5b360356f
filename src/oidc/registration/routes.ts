import Router from '@koa/router'
import type Koa from 'koa'
import { errors } from 'oidc-provider'
import { z } from 'zod'
import type { Author } from '../../core/audit/author.ts'
import { deleteClient } from '../../core/clients/delete-client.ts'
import { spend } from '../../core/limits/spend.ts'
import { jsonBody } from '../../http/body.ts'
import { paramReason } from '../../http/param-reason.ts'
import { isStorable } from '../../http/storable.ts'
import { hours } from '../../kit/clock.ts'
import { digest, equal } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import type { Client } from '../../store/clients.ts'
import type { Engine } from '../engine.ts'
import { routes } from '../routes.ts'
import { answerRegistrationErrors } from './answer-errors.ts'
import { changeRegistration } from './change-registration.ts'
import { registerItself } from './register-itself.ts'
import { registrationJson } from './registration-json.ts'
import { registrationRequest } from './registration-schema.ts'
import { managedClient } from './registration-tokens.ts'

const switchedOff = {
  code: 'feature_requires_dynamic_oauth_client_registration',
  message: 'dynamic client registration is off',
  long_message:
    'Applications may not register themselves here. Ask the administrator to register yours, or to switch it on.',
  meta: {},
}

const management = z.object({ client_id: z.string(), client_secret: z.string().optional() })

/** Registration by the applications themselves (RFC 7591) and its management (RFC 7592). */
export function registrationRoutes(services: Services, engine: Engine): Router {
  const router = new Router({ sensitive: true })
  const one = `${routes.registration}/:clientId` as const
  const errorsAnswered = answerRegistrationErrors(services)

  router.options([routes.registration, one], preflight)

  router.post(routes.registration, anyOrigin, errorsAnswered, async (ctx) => {
    if (!engine.settings().dynamicRegistration) {
      ctx.status = 422
      ctx.body = { errors: [switchedOff], clerk_trace_id: ctx.state['requestId'] }
      return
    }
    const network = ctx.state['network']
    await spend(services, { bucket: 'client.register', key: network, limit: 10, window: hours(1) })
    const said = registrationRequest.parse(await body(ctx), { error: paramReason })
    ctx.status = 201
    ctx.body = registrationJson(services, await registerItself(services, engine, { said, by: author(ctx) }))
  })

  router.get(one, anyOrigin, errorsAnswered, async (ctx) => {
    const token = bearer(ctx)
    const client = await managedClient(services, token, ctx.params['clientId'] ?? '')
    ctx.body = registrationJson(services, { client, token })
  })

  router.put(one, anyOrigin, errorsAnswered, async (ctx) => {
    const token = bearer(ctx)
    const client = await managedClient(services, token, ctx.params['clientId'] ?? '')
    const sent = await body(ctx)
    checkIdentity(client, management.parse(sent, { error: paramReason }))
    const change = {
      client,
      said: registrationRequest.parse(sent, { error: paramReason }),
      token,
      by: author(ctx, client),
    }
    ctx.body = registrationJson(services, await changeRegistration(services, engine, change))
  })

  router.delete(one, anyOrigin, errorsAnswered, async (ctx) => {
    const client = await managedClient(services, bearer(ctx), ctx.params['clientId'] ?? '')
    await deleteClient(services, { id: client.id, by: author(ctx, client) })
    ctx.status = 204
  })
  return router
}

// RFC 7592 section 2.2: what identifies the application may be repeated, never changed.
function checkIdentity(client: Client, { client_id, client_secret }: z.output<typeof management>): void {
  const sameSecret = client_secret === undefined || equal(digest(client_secret), client.secretDigest ?? '')
  if (client_id !== client.clientId || !sameSecret)
    throw new errors.InvalidRequest('client_id or client_secret is another')
}

async function body(ctx: Koa.Context): Promise<unknown> {
  await jsonBody()(ctx, async () => {})
  const sent = ctx.request.body
  if (!isStorable(sent))
    throw new errors.InvalidClientMetadata('a character in it is not allowed, or it is nested too deeply')
  if (typeof sent === 'object' && sent !== null && 'software_statement' in sent) {
    throw new errors.CustomOIDCProviderError('unapproved_software_statement', 'software statements are not taken')
  }
  return sent
}

function bearer(ctx: Koa.Context): string {
  const [, token] = /^Bearer +([\w-]+)$/i.exec(ctx.get('authorization')) ?? []
  if (token === undefined) throw new errors.InvalidToken('registration access token')
  return token
}

function author(ctx: Koa.Context, client?: Client): Author {
  const actor = client ? ({ type: 'client', id: client.clientId } as const) : ({ type: 'anonymous' } as const)
  return { actor, ip: ctx.state['address'], requestId: ctx.state['requestId'] }
}

// Who registers proves nothing but what it sends, and no cookie is looked at: any site may (Fetch, CORS protocol).
async function anyOrigin(ctx: Koa.Context, next: Koa.Next): Promise<void> {
  ctx.set('Access-Control-Allow-Origin', '*')
  ctx.set('Access-Control-Expose-Headers', 'WWW-Authenticate')
  await next()
}

function preflight(ctx: Koa.Context): void {
  ctx.set('Access-Control-Allow-Origin', '*')
  ctx.set('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE')
  ctx.set('Access-Control-Allow-Headers', ctx.get('access-control-request-headers') || '*')
  ctx.set('Access-Control-Max-Age', '3600')
  ctx.status = 204
}
