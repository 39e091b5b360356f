import type { ClientAuthMethod, ClientMetadata } from 'oidc-provider'
import { allowedScopes } from '../core/clients/scopes/allowed-scopes.ts'
import type { Client } from '../store/clients.ts'

/** Members of ours that ride along with the engine's client metadata. */
export const clientExtras = [
  'application_id',
  'consent_screen',
  'pkce_required',
  'claims_in_id_token',
  'dynamically_registered',
  'fapi',
] as const

/** An application in the words of RFC 7591: the only place that spells them. */
export function clientMetadata(client: Client): ClientMetadata {
  const jwks = client.jwks === null ? {} : { jwks: client.jwks as Record<string, unknown> & { keys: [] } }
  return {
    client_id: client.clientId,
    client_name: client.name,
    // The digest stands in for the secret: `client-model.ts` compares digests.
    ...(client.secretDigest && !client.public ? { client_secret: client.secretDigest } : {}),
    ...(client.uri ? { client_uri: client.uri } : {}),
    // A stranger's picture would be loaded by the browser of everybody who sees the consent page (security Q04).
    ...(client.imageUrl && !client.dynamicallyRegistered ? { logo_uri: client.imageUrl } : {}),
    redirect_uris: client.redirectUris,
    post_logout_redirect_uris: client.postLogoutRedirectUris,
    grant_types: client.grantTypes,
    response_types: client.responseTypes as ClientMetadata['response_types'],
    application_type: client.applicationType === 'native' ? 'native' : 'web',
    token_endpoint_auth_method: (client.public ? 'none' : client.tokenEndpointAuthMethod) as ClientAuthMethod,
    scope: allowedScopes(client).join(' '),
    ...jwks,
    ...(client.jwksUri ? { jwks_uri: client.jwksUri } : {}),
    // FAPI 2.0 5.4.1 knows no RS256.
    id_token_signed_response_alg: client.idTokenSignedResponseAlg === 'ES256' || client.fapi ? 'ES256' : 'RS256',
    subject_type: client.subjectType === 'pairwise' ? 'pairwise' : 'public',
    ...(client.sectorIdentifierUri ? { sector_identifier_uri: client.sectorIdentifierUri } : {}),
    ...(client.backchannelLogoutUri ? { backchannel_logout_uri: client.backchannelLogoutUri } : {}),
    ...(client.backchannelLogoutSession ? { backchannel_logout_session_required: true } : {}),
    ...(client.parRequired || client.fapi ? { require_pushed_authorization_requests: true } : {}),
    ...(client.dpopRequired || client.fapi ? { dpop_bound_access_tokens: true } : {}),
    application_id: client.id,
    consent_screen: client.consentScreen && !client.firstParty,
    pkce_required: client.pkceRequired || client.public || client.fapi,
    claims_in_id_token: client.claimsInIdToken,
    dynamically_registered: client.dynamicallyRegistered,
    fapi: client.fapi,
  }
}
