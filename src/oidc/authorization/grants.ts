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
    // A grant of nothing is not kept: the person may yet say no.
    if (await addConsented(services, ctx, grant)) await grant.save()
    return grant
  }
}

async function addConsented({ store }: Services, { oidc }: KoaContextWithOIDC, grant: Grant): Promise<boolean> {
  const { client, account, resourceServers = {} } = oidc
  const asked = [...oidc.requestParamScopes]
  const scopes = missingFrom(grant.getOIDCScopeEncountered(), asked)
  const ofResources = Object.entries(resourceServers).map(([resource, server]) => {
    const wanted = asked.filter((scope) => server.scopes.has(scope))
    return { resource, scopes: missingFrom(grant.getResourceScopeEncountered(resource), wanted) }
  })
  if (!client || !account || (scopes.length === 0 && ofResources.every((server) => server.scopes.length === 0)))
    return false
  const asksNobody = client['consent_screen'] === false
  const consent = asksNobody ? undefined : await store.consents.find(account.accountId, client.clientId)
  const given = scopes.filter((scope) => asksNobody || consent?.scopes.includes(scope))
  if (given.length > 0) grant.addOIDCScope(given.join(' '))
  let added = given.length > 0
  for (const server of ofResources) {
    const known = resourceScopes(consent, server.resource)
    const covered = server.scopes.filter((scope) => asksNobody || known.includes(scope))
    if (covered.length > 0) grant.addResourceScope(server.resource, covered.join(' '))
    added ||= covered.length > 0
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
