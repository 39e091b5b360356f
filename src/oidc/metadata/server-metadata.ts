import { locales } from '../../../views/texts/catalogues.ts'
import type { OAuthSettings } from '../../core/clients/oauth-settings.ts'
import { openScopes } from '../../core/clients/scopes/open-scopes.ts'
import type { Services } from '../../services.ts'
import { routes } from '../routes.ts'

type Metadata = Readonly<Record<string, unknown>>

/** The engine's metadata (RFC 8414, OpenID Connect Discovery 1.0) with what it cannot know, less what we do not offer. */
export function serverMetadata(
  { issuer }: Services,
  { dynamicRegistration }: OAuthSettings,
  engines: Metadata,
): Metadata {
  const methods = engines['token_endpoint_auth_methods_supported'] as readonly string[]
  const algorithms = engines['token_endpoint_auth_signing_alg_values_supported']
  return {
    ...engines,
    userinfo_endpoint: `${issuer.origin}${routes.userinfo}`,
    // Left out when it is off: a null confuses clients.
    ...(dynamicRegistration ? { registration_endpoint: `${issuer.origin}${routes.registration}` } : {}),
    // Only what a client may ask for without an administrator; others know their own.
    scopes_supported: openScopes,
    claims_supported: [...new Set([...(engines['claims_supported'] as string[]), 'aud', 'exp', 'iat'])],
    claim_types_supported: ['normal'],
    response_modes_supported: ['query', 'form_post'],
    prompt_values_supported: ['none', 'login', 'consent', 'select_account', 'create'],
    ui_locales_supported: locales,
    request_parameter_supported: false,
    frontchannel_logout_supported: false,
    revocation_endpoint_auth_methods_supported: methods,
    revocation_endpoint_auth_signing_alg_values_supported: algorithms,
    // A public client has nothing to prove itself with, and learns nothing about tokens.
    introspection_endpoint_auth_methods_supported: methods.filter((method) => method !== 'none'),
    introspection_endpoint_auth_signing_alg_values_supported: algorithms,
  }
}
