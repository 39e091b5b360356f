import type Provider from 'oidc-provider'
import type { errors, KoaContextWithOIDC } from 'oidc-provider'
import type { EventBuffer } from '../core/audit/event-buffer.ts'
import type { Services } from '../services.ts'

// Events of the engine that are refusals: a line in the log each, no record, since anybody may cause them.
const refusals = [
  'authorization.error',
  'code_verification.error',
  'device_authorization.error',
  'device_resume.error',
  'end_session.error',
  'end_session_confirm.error',
  'grant.error',
  'introspection.error',
  'pushed_authorization_request.error',
  'revocation.error',
] as const

// What applications do by themselves all day is in the log; on record is when a person let them.
const everyday: ReadonlySet<string> = new Set(['client_credentials', 'refresh_token'])

/** What the engine tells us, as log lines and audit records; it never throws at us (design 3.2, trap 6). */
export function observe(provider: Provider, { log }: Pick<Services, 'log'>, events: EventBuffer): void {
  // The engine types a listener event by event; these all take the same.
  const emitter = provider as NodeJS.EventEmitter
  emitter.on('server_error', (ctx: KoaContextWithOIDC, error: Error) => {
    log.error({ request: ctx.state['requestId'], route: ctx.oidc?.route, err: error }, 'protocol engine failed')
  })
  for (const name of refusals) {
    emitter.on(name, (ctx: KoaContextWithOIDC, error: errors.OIDCProviderError) => {
      const { route, client } = ctx.oidc ?? {}
      const fields = { request: ctx.state['requestId'], route, client: client?.clientId }
      log.info({ ...fields, error: error.message, detail: error.error_detail }, 'protocol request refused')
    })
  }
  emitter.on('grant.success', (ctx: KoaContextWithOIDC) => {
    const grantType = String(ctx.oidc.params?.['grant_type'])
    Object.assign(ctx.state, { client: ctx.oidc.client?.clientId, grantType })
    if (!everyday.has(grantType)) record(events, ctx, 'oauth_token.created', { grantType })
  })
  emitter.on('grant.revoked', (ctx: KoaContextWithOIDC) => record(events, ctx, 'oauth_authorization.revoked'))
  emitter.on('end_session.success', (ctx: KoaContextWithOIDC) => record(events, ctx, 'oauth_session.ended'))
}

function record(events: EventBuffer, ctx: KoaContextWithOIDC, type: string, detail: Record<string, string> = {}): void {
  const { client, account, session } = ctx.oidc ?? {}
  const user = account?.accountId ?? session?.accountId
  events.add({
    type,
    actor: user === undefined ? { type: 'client', id: client?.clientId } : { type: 'user', id: user },
    clientId: client?.clientId,
    ip: ctx.state['address'],
    requestId: ctx.state['requestId'],
    detail,
  })
}
