import type { ClientMetadata } from 'oidc-provider'

export const accountClientId = 'latchkey-account'

/** The account pages as an application of the engine: so they sign people in like any other, and need no row. */
export function accountClient(issuer: URL): ClientMetadata {
  return {
    client_id: accountClientId,
    client_name: 'Latchkey',
    redirect_uris: [`${issuer.origin}/account/callback`],
    grant_types: ['authorization_code'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    scope: 'openid',
    application_id: accountClientId,
    consent_screen: false,
    pkce_required: true,
    claims_in_id_token: false,
    dynamically_registered: false,
  }
}
