import type { ClientMetadata } from 'oidc-provider'

export const ownPagesClientId = 'latchkey-account'

/**
 * The account's and the administrators' pages as an application of the engine: they sign people in like any other,
 * and need no row.
 */
export function ownPagesClient(issuer: URL): ClientMetadata {
  return {
    client_id: ownPagesClientId,
    client_name: 'Latchkey',
    redirect_uris: [`${issuer.origin}/account/callback`, `${issuer.origin}/admin/callback`],
    grant_types: ['authorization_code'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    scope: 'openid',
    application_id: ownPagesClientId,
    consent_screen: false,
    pkce_required: true,
    claims_in_id_token: false,
    dynamically_registered: false,
  }
}
