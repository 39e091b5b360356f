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
    responseTypes: responseTypesOf(details),
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
    brand: given(details.brand),
    disabledAt: details.disabledAt,
  }
}

// A JSON column holds no undefined.
function given(brand: ClientDetails['brand']): Record<string, string> {
  return Object.fromEntries(Object.entries(brand).flatMap(([name, value]) => (value ? [[name, value]] : [])))
}

// Only the code flow answers at the authorization endpoint, and only where there is an address to answer to.
function responseTypesOf({ grantTypes, redirectUris }: ClientDetails): string[] {
  return grantTypes.includes('authorization_code') && redirectUris.length > 0 ? ['code'] : []
}
