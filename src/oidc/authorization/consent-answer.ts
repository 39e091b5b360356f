import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import { giveConsent } from '../../core/consents/give-consent.ts'
import type { Services } from '../../services.ts'

/** What a person answered to the consent API, on its way through the engine; a request cannot set it. */
export type ConsentAnswer = 'given' | 'denied'

/** Notes the answer for the authorization request that follows within the same HTTP request. */
export function answerConsent(ctx: { readonly state: Record<string, unknown> }, answer: ConsentAnswer): void {
  ctx.state['consentAnswer'] = answer
}

/** Carries out the answer once the request that it belongs to has proven good. */
export function consentRule(services: Services) {
  return async (ctx: KoaContextWithOIDC): Promise<void> => {
    const answer: ConsentAnswer | undefined = ctx.state['consentAnswer']
    const { session, client, params, resourceServers, entities } = ctx.oidc
    if (answer === undefined || entities.Interaction || !session?.accountId || !client) return
    if (answer === 'denied') throw new errors.AccessDenied('The person said no')
    const asked = String(params?.['scope'] ?? '')
      .split(' ')
      .filter(Boolean)
    const ofResources = Object.entries(resourceServers ?? {}).map(
      ([resource, { scopes }]) => [resource, asked.filter((scope) => scopes.has(scope))] as const,
    )
    await giveConsent(services, {
      userId: session.accountId,
      clientId: client.clientId,
      scopes: asked.filter((scope) => ctx.oidc.requestParamOIDCScopes.has(scope)),
      resourceScopes: Object.fromEntries(ofResources),
      ip: ctx.state['address'],
    })
  }
}
