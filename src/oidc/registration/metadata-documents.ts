import { type Client, type ClientMetadata, errors, type KoaContextWithOIDC } from 'oidc-provider'
import { isPublicUrl } from '../../core/clients/addresses/public-url.ts'
import { isStrangerRedirect } from '../../core/clients/addresses/stranger-redirect.ts'
import type { OAuthSettings } from '../../core/clients/oauth-settings.ts'
import { openScopes } from '../../core/clients/scopes/open-scopes.ts'
import { plainLine } from '../../kit/plain-line.ts'
import type { Services } from '../../services.ts'
import type { DocumentStore } from './document-store.ts'
import { strangerGrants } from './stranger-grants.ts'

interface MetadataDocuments {
  readonly settings: OAuthSettings
  readonly documents: DocumentStore
}

/** Applications described by a document at their `client_id` (OAuth Client ID Metadata Document, drafts 00 to 02). */
export function clientIdMetadataDocument({ store }: Services, { settings, documents }: MetadataDocuments) {
  return {
    enabled: settings.metadataDocuments,
    ack: 'draft-02',
    // The engine keeps nothing; what may be kept is in the store, which can also forget.
    cacheDuration: { min: 0, max: 0 },
    allowFetch: (ctx: KoaContextWithOIDC, clientId: string) => documents.allow(ctx, clientId),
    async allowClient(ctx: KoaContextWithOIDC, { clientId }: Client): Promise<boolean> {
      documents.keep(ctx, clientId)
      if (!settings.onlyKnownMetadataDocuments) return true
      // One that came in before is one that somebody has consented to.
      return !settings.blockAdmittedMetadataDocuments && (await store.consents.anyForClient(clientId))
    },
  }
}

/** Whether a client is one that its document describes: ours have no address for an id. */
export function isDocumentClient(clientId: string): boolean {
  return clientId.startsWith('https:')
}

/**
 * Cuts down what a document says to what it may say of itself: not that nobody need be asked, nor that it is known here.
 * Called by the engine for the metadata of every client, before it looks at them.
 */
export function tameDocument(metadata: ClientMetadata, { defaultScopes }: OAuthSettings): void {
  if (!isDocumentClient(metadata.client_id)) return
  refuseForeignAddresses(metadata)
  const asked = typeof metadata.scope === 'string' ? metadata.scope.split(' ') : []
  const scopes = asked.filter((scope) => openScopes.includes(scope))
  const grants = Array.isArray(metadata.grant_types) ? metadata.grant_types : ['authorization_code', 'refresh_token']
  Object.assign(metadata, {
    allowed_scopes: [
      ...new Set([...(scopes.length > 0 ? scopes : (defaultScopes ?? openScopes)), 'offline_access']),
    ].join(' '),
    token_endpoint_auth_method: metadata.token_endpoint_auth_method === 'private_key_jwt' ? 'private_key_jwt' : 'none',
    grant_types: grants.filter((grant) => strangerGrants.includes(grant)),
    consent_screen: true,
    pkce_required: true,
    claims_in_id_token: true,
    dynamically_registered: false,
    fapi: false,
    subject_type: 'public',
  })
  if (typeof metadata.client_name === 'string') metadata.client_name = plainLine(metadata.client_name) || undefined
  // A stranger's picture would be loaded by the browser of everybody who sees the consent page (security Q04).
  for (const name of ['application_id', 'scope', 'logo_uri', 'sector_identifier_uri'])
    Reflect.deleteProperty(metadata, name)
}

function refuseForeignAddresses({ redirect_uris: redirects, jwks_uri, backchannel_logout_uri }: ClientMetadata): void {
  // The engine has filled in "web" where the document names no type; it may be either.
  if (Array.isArray(redirects) && !redirects.every((uri) => isStrangerRedirect(String(uri), undefined))) {
    throw new errors.InvalidClientMetadata(
      'redirect_uris must be https, of this machine or of a scheme of the application',
    )
  }
  const called = [jwks_uri, backchannel_logout_uri].filter((url) => url !== undefined)
  if (!called.every((url) => isPublicUrl(String(url), { loopback: false }))) {
    throw new errors.InvalidClientMetadata('addresses must be https and of a public host')
  }
}
