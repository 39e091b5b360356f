import type Provider from 'oidc-provider'
import type { errors, KoaContextWithOIDC } from 'oidc-provider'
import { recordEvent } from '../core/audit/record-event.ts'
import type { Services } from '../services.ts'

/** What the engine tells us, as log lines and audit records; it never throws at us (design 3.2, trap 6). */
export function observe(provider: Provider, services: Services): void {
  const { log } = services
  provider.on('server_error', (ctx: KoaContextWithOIDC, error: Error) => {
    log.error({ request: ctx.state['requestId'], route: ctx.oidc?.route, err: error }, 'protocol engine failed')
  })
  const refused = (ctx: KoaContextWithOIDC, error: errors.OIDCProviderError) => {
    const { route, client } = ctx.oidc ?? {}
    const fields = { request: ctx.state['requestId'], route, client: client?.clientId }
    log.info({ ...fields, error: error.message, detail: error.error_detail }, 'protocol request refused')
  }
  provider.on('authorization.error', refused)
  provider.on('grant.error', refused)
  provider.on('introspection.error', refused)
  provider.on('revocation.error', refused)
  provider.on('grant.success', (ctx: KoaContextWithOIDC) => {
    record(services, ctx, 'oauth_token.created', { grantType: String(ctx.oidc.params?.['grant_type']) })
  })
  provider.on('grant.revoked', (ctx: KoaContextWithOIDC) => record(services, ctx, 'oauth_authorization.revoked', {}))
  provider.on('end_session.success', (ctx: KoaContextWithOIDC) => record(services, ctx, 'oauth_session.ended', {}))
}

function record(services: Services, ctx: KoaContextWithOIDC, type: string, detail: Record<string, string>): void {
  const { client, account, session } = ctx.oidc ?? {}
  const user = account?.accountId ?? session?.accountId
  const actor = user === undefined ? { type: 'client', id: client?.clientId } as const : { type: 'user', id: user } as const
  recordEvent(services, {
    type,
    actor,
    clientId: client?.clientId,
    ip: ctx.state['address'],
    requestId: ctx.state['requestId'],
    detail,
  }).catch((error: unknown) => services.log.error({ err: error }, 'audit record lost'))
}
