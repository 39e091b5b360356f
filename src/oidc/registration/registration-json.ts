import { allowedScopes } from '../../core/clients/scopes/allowed-scopes.ts'
import { epoch } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'
import type { Client } from '../../store/clients.ts'
import { routes } from '../routes.ts'

export interface Registration {
  readonly client: Client
  /** Shown once, when it was made. */
  readonly secret?: string | undefined
  readonly token: string
}

/** A registration as the application sees it (RFC 7591 section 3.2.1, RFC 7592 section 3). */
export function registrationJson(
  { issuer }: Services,
  { client, secret, token }: Registration,
): Record<string, unknown> {
  const known: Record<string, unknown> = {
    client_id: client.clientId,
    client_id_issued_at: epoch(client.createdAt),
    client_secret: secret,
    client_secret_expires_at: secret === undefined ? undefined : 0,
    client_name: client.name,
    redirect_uris: client.redirectUris,
    post_logout_redirect_uris: client.postLogoutRedirectUris,
    grant_types: client.grantTypes,
    response_types: client.responseTypes,
    application_type: client.applicationType,
    scope: allowedScopes(client).join(' '),
    token_endpoint_auth_method: client.tokenEndpointAuthMethod,
    id_token_signed_response_alg: client.idTokenSignedResponseAlg,
    subject_type: client.subjectType,
    client_uri: client.uri,
    logo_uri: client.imageUrl,
    jwks: client.jwks,
    jwks_uri: client.jwksUri,
    sector_identifier_uri: client.sectorIdentifierUri,
    backchannel_logout_uri: client.backchannelLogoutUri,
    backchannel_logout_session_required: client.backchannelLogoutUri === null ? null : client.backchannelLogoutSession,
    require_pushed_authorization_requests: client.parRequired,
    dpop_bound_access_tokens: client.dpopRequired,
    ...(client.metadata as Record<string, unknown>),
    registration_access_token: token,
    registration_client_uri: `${issuer.origin}${routes.registration}/${client.clientId}`,
  }
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined && value !== null))
}
