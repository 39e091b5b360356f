import type { ClientMetadata } from 'oidc-provider'
import { allowedScopes } from '../core/clients/scopes/allowed-scopes.ts'
import type { Client } from '../store/clients.ts'

/** Members of ours that ride along with the engine's client metadata. */
export const clientExtras = [
  'application_id',
  'allowed_scopes',
  'consent_screen',
  'pkce_required',
  'claims_in_id_token',
  'dynamically_registered',
  'fapi',
] as const

/** An application in the words of RFC 7591: the only place that spells them. */
export function clientMetadata(client: Client): ClientMetadata {
  // FAPI 2.0 5.4.1 knows no RS256.
  const signedWith = client.fapi ? 'ES256' : client.idTokenSignedResponseAlg
  const metadata = {
    client_id: client.clientId,
    client_name: client.name,
    // The digest stands in for the secret: `client-model.ts` compares digests.
    client_secret: client.public ? null : client.secretDigest,
    client_uri: client.uri,
    // A stranger's picture would be loaded by the browser of everybody who sees the consent page (security Q04).
    logo_uri: client.dynamicallyRegistered ? null : client.imageUrl,
    redirect_uris: client.redirectUris,
    post_logout_redirect_uris: client.postLogoutRedirectUris,
    grant_types: client.grantTypes,
    response_types: client.responseTypes,
    application_type: client.applicationType,
    token_endpoint_auth_method: client.public ? 'none' : client.tokenEndpointAuthMethod,
    jwks: client.jwks,
    jwks_uri: client.jwksUri,
    id_token_signed_response_alg: signedWith,
    introspection_signed_response_alg: signedWith,
    subject_type: client.subjectType,
    sector_identifier_uri: client.sectorIdentifierUri,
    backchannel_logout_uri: client.backchannelLogoutUri,
    backchannel_logout_session_required: client.backchannelLogoutSession,
    require_pushed_authorization_requests: client.parRequired || client.fapi,
    dpop_bound_access_tokens: client.dpopRequired || client.fapi,
    ...switches(client),
  }
  // What `core/clients` let through is what the engine takes; empty columns are members that are not there.
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== null)) as unknown as ClientMetadata
}

function switches(client: Client): Record<(typeof clientExtras)[number], unknown> {
  return {
    application_id: client.id,
    allowed_scopes: allowedScopes(client).join(' '),
    consent_screen: client.consentScreen && !client.firstParty,
    pkce_required: client.pkceRequired || client.public || client.fapi,
    claims_in_id_token: client.claimsInIdToken,
    dynamically_registered: client.dynamicallyRegistered,
    fapi: client.fapi,
  }
}
