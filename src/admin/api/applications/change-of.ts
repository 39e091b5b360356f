import type { ClientChange } from '../../../core/clients/rules/settle-client.ts'
import type { Call } from '../edge/endpoint.ts'
import { brandOf } from '../instance/brand-fields.ts'
import type { ApplicationChange } from './application-schema.ts'

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
    brand: input.brand === undefined ? undefined : brandOf(input.brand),
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
