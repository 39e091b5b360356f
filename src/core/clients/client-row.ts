import type { ClientColumns } from '../../store/clients.ts'
import type { ClientDetails } from './client-details.ts'

/** The details of an application as they lie in its row. */
export function clientRow(details: ClientDetails): ClientColumns {
  const { name, uri, imageUrl, public: isPublic, scopes, jwksUri, subjectType, sectorIdentifierUri } = details
  return {
    name,
    uri,
    imageUrl,
    public: isPublic,
    scopes,
    customScopes: details.customScopes.map(({ scope, description, requires_consent }) => ({
      scope,
      description,
      requires_consent,
    })),
    redirectUris: [...details.redirectUris],
    postLogoutRedirectUris: [...details.postLogoutRedirectUris],
    grantTypes: [...details.grantTypes],
    // Only the code flow answers at the authorization endpoint.
    responseTypes: details.grantTypes.includes('authorization_code') ? ['code'] : [],
    applicationType: details.applicationType,
    tokenEndpointAuthMethod: details.tokenEndpointAuthMethod,
    jwks: details.jwks,
    jwksUri,
    idTokenSignedResponseAlg: details.idTokenSignedResponseAlg,
    subjectType,
    sectorIdentifierUri,
    backchannelLogoutUri: details.backchannelLogoutUri,
    backchannelLogoutSession: details.backchannelLogoutSession,
    dynamicallyRegistered: details.dynamicallyRegistered,
    consentScreen: details.consentScreen,
    pkceRequired: details.pkceRequired,
    firstParty: details.firstParty,
    claimsInIdToken: details.claimsInIdToken,
    parRequired: details.parRequired,
    dpopRequired: details.dpopRequired,
    fapi: details.fapi,
    secondFactorRequired: details.secondFactorRequired,
    exchangeAudiences: [...details.exchangeAudiences],
    disabledAt: details.disabledAt,
  }
}
