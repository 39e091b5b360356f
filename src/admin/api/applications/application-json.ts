import { detailsOf } from '../../../core/clients/client-details.ts'
import type { RegisteredClient } from '../../../core/clients/register-client.ts'
import type { Client } from '../../../store/clients.ts'
import type { Call } from '../edge/endpoint.ts'
import { brandJson } from '../instance/brand-fields.ts'

/** An application as Clerk's API shows it, with the names of RFC 7591 and our switches beside. */
export function applicationJson({ services: { issuer }, instanceId }: Call, client: Client) {
  const details = detailsOf(client)
  return {
    object: 'oauth_application',
    id: client.id,
    instance_id: instanceId,
    name: client.name,
    client_id: client.clientId,
    client_uri: client.uri,
    client_image_url: client.imageUrl,
    dynamically_registered: client.dynamicallyRegistered,
    consent_screen_enabled: client.consentScreen,
    pkce_required: client.pkceRequired,
    public: client.public,
    scopes: client.scopes,
    redirect_uris: client.redirectUris,
    callback_url: client.redirectUris[0] ?? '',
    authorize_url: `${issuer.origin}/oauth/authorize`,
    token_fetch_url: `${issuer.origin}/oauth/token`,
    user_info_url: `${issuer.origin}/oauth/userinfo`,
    discovery_url: `${issuer.origin}/.well-known/openid-configuration`,
    token_introspection_url: `${issuer.origin}/oauth/token_info`,
    created_at: client.createdAt.getTime(),
    updated_at: client.updatedAt.getTime(),
    grant_types: client.grantTypes,
    response_types: client.responseTypes,
    token_endpoint_auth_method: client.tokenEndpointAuthMethod,
    jwks: details.jwks,
    jwks_uri: client.jwksUri,
    post_logout_redirect_uris: client.postLogoutRedirectUris,
    id_token_signed_response_alg: client.idTokenSignedResponseAlg,
    backchannel_logout_uri: client.backchannelLogoutUri,
    backchannel_logout_session_required: client.backchannelLogoutSession,
    application_type: client.applicationType,
    subject_type: client.subjectType,
    sector_identifier_uri: client.sectorIdentifierUri,
    first_party: client.firstParty,
    par_required: client.parRequired,
    dpop_required: client.dpopRequired,
    fapi: client.fapi,
    claims_in_id_token: client.claimsInIdToken,
    second_factor_required: client.secondFactorRequired,
    custom_scopes: details.customScopes,
    exchange_audiences: client.exchangeAudiences,
    brand: brandJson(details.brand),
    disabled: client.disabledAt !== null,
  }
}

/** The same with the secret, this once; empty for an application without one. */
export function applicationWithSecret(call: Call, { client, secret }: RegisteredClient) {
  return { ...applicationJson(call, client), client_secret: secret ?? '' }
}
