import { isIP } from 'node:net'
import { type Client, type ClientMetadata, errors, type KoaContextWithOIDC } from 'oidc-provider'
import { isStrangerRedirect } from '../../core/clients/addresses/stranger-redirect.ts'
import { spend } from '../../core/limits/spend.ts'
import type { OAuthSettings } from '../../core/clients/oauth-settings.ts'
import { openScopes } from '../../core/clients/scopes/open-scopes.ts'
import { isRefusal } from '../../errors.ts'
import { addressPrefix } from '../../http/client-address.ts'
import { minutes } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'
import { strangerGrants } from './stranger-grants.ts'

/** Applications described by a document at their `client_id` (OAuth Client ID Metadata Document, drafts 00 to 02). */
export function clientIdMetadataDocument(services: Services, settings: OAuthSettings) {
  return {
    enabled: settings.metadataDocuments,
    ack: 'draft-02',
    cacheDuration: { min: 30, max: 3600 },
    async allowFetch(ctx: KoaContextWithOIDC, clientId: string): Promise<boolean> {
      const { hostname, pathname } = new URL(clientId)
      // A document has a name and lives on a host that has one; the engine looks at the rest of the address.
      if (pathname === '/' || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return false
      return mayAsk(services, ctx)
    },
    async allowClient(_ctx: KoaContextWithOIDC, { clientId }: Client): Promise<boolean> {
      if (!settings.onlyKnownMetadataDocuments) return true
      // One that came in before is one that somebody has consented to.
      return !settings.blockAdmittedMetadataDocuments && (await services.store.consents.anyForClient(clientId))
    },
  }
}

/**
 * What a document may not say about itself: that nobody need be asked, or that it is known here. Called by the engine for
 * the metadata of every client, before it looks at them; a client of ours has no address for an id.
 */
export function tameDocument(metadata: ClientMetadata, { defaultScopes }: OAuthSettings): void {
  if (!metadata.client_id.startsWith('https:')) return
  // The engine has filled in "web" where the document says nothing; then it may be either.
  if (metadata.redirect_uris?.some((uri) => !isStrangerRedirect(uri, undefined))) {
    throw new errors.InvalidClientMetadata('redirect_uris must be https, of this machine or of a scheme of the application')
  }
  const asked = typeof metadata.scope === 'string' ? metadata.scope.split(' ') : []
  const scopes = asked.filter((scope) => openScopes.includes(scope))
  const grants = Array.isArray(metadata.grant_types) ? metadata.grant_types : ['authorization_code', 'refresh_token']
  Object.assign(metadata, {
    scope: [...new Set([...(scopes.length > 0 ? scopes : (defaultScopes ?? openScopes)), 'offline_access'])].join(' '),
    token_endpoint_auth_method: metadata.token_endpoint_auth_method === 'private_key_jwt' ? 'private_key_jwt' : 'none',
    grant_types: grants.filter((grant) => strangerGrants.includes(grant)),
    consent_screen: true,
    pkce_required: true,
    claims_in_id_token: true,
    dynamically_registered: false,
    fapi: false,
    subject_type: 'public',
  })
  // A stranger's picture would be loaded by the browser of everybody who sees the consent page (security Q04).
  for (const name of ['application_id', 'logo_uri', 'sector_identifier_uri']) Reflect.deleteProperty(metadata, name)
}

async function mayAsk(services: Services, ctx: KoaContextWithOIDC | undefined): Promise<boolean> {
  try {
    const key = addressPrefix(ctx?.state['address'] ?? '')
    await spend(services, { bucket: 'client.document', key, limit: 30, window: minutes(1) })
    return true
  } catch (error) {
    if (isRefusal(error, 'rate.limited')) return false
    throw error
  }
}
