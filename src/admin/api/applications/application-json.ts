import { detailsOf } from '../../../core/clients/client-details.ts'
import type { RegisteredClient } from '../../../core/clients/register-client.ts'
import type { ClientChange } from '../../../core/clients/settle-client.ts'
import type { Client } from '../../../store/clients.ts'
import type { Call } from '../edge/endpoint.ts'
import type { ApplicationChange } from './application-schema.ts'

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
    disabled: client.disabledAt !== null,
  }
}

/** The same with the secret, this once; empty for an application without one. */
export function applicationWithSecret(call: Call, { client, secret }: RegisteredClient) {
  return { ...applicationJson(call, client), client_secret: secret ?? '' }
}

/** What a caller said, in our words. */
export function changeOf({ services: { clock } }: Call, input: ApplicationChange): ClientChange {
  return {
    name: input.name,
    redirectUris: redirectUrisOf(input),
    scopes: input.scopes === undefined ? undefined : [...new Set(input.scopes.split(/\s+/).filter(Boolean))].join(' '),
    consentScreen: input.consent_screen_enabled,
    pkceRequired: input.pkce_required,
    public: input.public,
    uri: input.client_uri,
    imageUrl: input.client_image_url,
    grantTypes: input.grant_types,
    tokenEndpointAuthMethod: input.token_endpoint_auth_method,
    jwks: input.jwks,
    jwksUri: input.jwks_uri,
    postLogoutRedirectUris: input.post_logout_redirect_uris === null ? [] : input.post_logout_redirect_uris,
    idTokenSignedResponseAlg: input.id_token_signed_response_alg,
    backchannelLogoutUri: input.backchannel_logout_uri,
    backchannelLogoutSession: input.backchannel_logout_session_required,
    applicationType: input.application_type,
    subjectType: input.subject_type,
    sectorIdentifierUri: input.sector_identifier_uri,
    firstParty: input.first_party,
    parRequired: input.par_required,
    dpopRequired: input.dpop_required,
    fapi: input.fapi,
    claimsInIdToken: input.claims_in_id_token,
    secondFactorRequired: input.second_factor_required,
    customScopes: input.custom_scopes,
    exchangeAudiences: input.exchange_audiences,
    disabledAt: input.disabled === undefined ? undefined : input.disabled ? clock.now() : null,
  }
}

// `callback_url` is the old way to name one address.
function redirectUrisOf({
  redirect_uris: uris,
  callback_url: callback,
}: ApplicationChange): readonly string[] | undefined {
  if (callback === undefined) return uris === null ? [] : uris
  return uris?.includes(callback) ? uris : [callback, ...(uris ?? [])]
}
