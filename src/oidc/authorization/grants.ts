import type { Grant, KoaContextWithOIDC } from 'oidc-provider'
import type { Services } from '../../services.ts'
import type { Consent } from '../../store/consents.ts'

/**
 * The grant an authorization request starts from. Each browser session has its own, so that revoking one application
 * on one device leaves the others alone; what it holds comes from the consent the person gave to the application.
 */
export function loadExistingGrant(services: Services) {
  return async (ctx: KoaContextWithOIDC): Promise<Grant | undefined> => {
    const { oidc } = ctx
    const { client, session, account } = oidc
    if (!client || !session || !account) return undefined
    const { Grant } = oidc.provider
    const grantId = oidc.result?.consent?.grantId ?? session.grantIdFor(client.clientId)
    const known = grantId === undefined ? undefined : await Grant.find(grantId)
    const usable = known?.accountId === account.accountId && known?.clientId === client.clientId
    const grant = usable && known ? known : new Grant({ accountId: account.accountId, clientId: client.clientId })
    const added = await addConsented(services, ctx, grant)
    if (added || !grant.jti) await grant.save()
    return grant
  }
}

async function addConsented({ store }: Services, { oidc }: KoaContextWithOIDC, grant: Grant): Promise<boolean> {
  if (!oidc.client || !oidc.account) return false
  const asked = [...oidc.requestParamScopes]
  const asksNobody = oidc.client['consent_screen'] === false
  const consent = asksNobody ? undefined : await store.consents.find(oidc.account.accountId, oidc.client.clientId)
  const covered = (scope: string) => asksNobody || (consent?.scopes.includes(scope) ?? false)
  const scopes = missingFrom(grant.getOIDCScopeEncountered(), asked.filter(covered))
  if (scopes.length > 0) grant.addOIDCScope(scopes.join(' '))
  let added = scopes.length > 0
  for (const [resource, server] of Object.entries(oidc.resourceServers ?? {})) {
    const known = asksNobody ? asked : resourceScopes(consent, resource)
    const wanted = asked.filter((scope) => server.scopes.has(scope) && known.includes(scope))
    const missing = missingFrom(grant.getResourceScopeEncountered(resource), wanted)
    if (missing.length > 0) grant.addResourceScope(resource, missing.join(' '))
    added ||= missing.length > 0
  }
  return added
}

function missingFrom(present: string, wanted: readonly string[]): string[] {
  const have = new Set(present.split(' '))
  return wanted.filter((scope) => !have.has(scope))
}

function resourceScopes(consent: Consent | undefined, resource: string): readonly string[] {
  const scopes = (consent?.resourceScopes as Record<string, unknown> | undefined)?.[resource]
  return Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : []
}
