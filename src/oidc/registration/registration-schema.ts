import { z } from 'zod'
import { isPublicUrl } from '../../core/clients/addresses/public-url.ts'
import { isStrangerRedirect } from '../../core/clients/addresses/stranger-redirect.ts'
import { authMethods, type PublicKeySet } from '../../core/clients/client-details.ts'
import type { ClientChange } from '../../core/clients/rules/settle-client.ts'
import { openScopes } from '../../core/clients/scopes/open-scopes.ts'
import { plainLine } from '../../kit/plain-line.ts'
import { strangerGrants } from './stranger-grants.ts'

const mostRedirects = 50

// The same everywhere: an address of this machine, even on a developer's, is none that a stranger may make us call.
const address = z
  .string()
  .max(1024)
  .refine((url) => isPublicUrl(url, { loopback: false }), 'must be an https address of a public host')
const redirects = z.array(z.string()).max(mostRedirects)
const key = z
  .record(z.string().max(50), z.union([z.string().max(8192), z.array(z.string().max(8192)).max(10)]))
  .refine((jwk) => ['RSA', 'EC', 'OKP'].includes(String(jwk['kty'])), 'must be an RSA, EC or OKP key')
  .refine((jwk) => !['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'].some((name) => name in jwk), 'must be a public key')

/**
 * What an application says of itself (RFC 7591 section 2). Names we do not know are ignored, as that section has it:
 * applications send what other servers understand.
 */
export const registrationRequest = z
  .object({
    redirect_uris: redirects.default([]),
    token_endpoint_auth_method: z.enum(authMethods).default('client_secret_basic'),
    grant_types: z.array(z.string()).max(20).default(['authorization_code', 'refresh_token']),
    response_types: z.array(z.literal('code')).max(1).default(['code']),
    application_type: z.enum(['web', 'native']).optional(),
    client_name: z.string().trim().max(256).transform(plainLine).optional(),
    client_uri: address.optional(),
    logo_uri: address.optional(),
    tos_uri: address.optional(),
    policy_uri: address.optional(),
    contacts: z.array(z.string().max(256)).max(10).optional(),
    software_id: z.string().max(256).optional(),
    software_version: z.string().max(256).optional(),
    scope: z.string().max(1024).optional(),
    jwks: z.object({ keys: z.array(key).min(1).max(20) }).optional(),
    jwks_uri: address.optional(),
    id_token_signed_response_alg: z.enum(['RS256', 'ES256']).default('RS256'),
    subject_type: z.enum(['public', 'pairwise']).default('public'),
    sector_identifier_uri: address.optional(),
    post_logout_redirect_uris: redirects.default([]),
    backchannel_logout_uri: address.optional(),
    backchannel_logout_session_required: z.boolean().default(false),
    require_pushed_authorization_requests: z.boolean().default(false),
    dpop_bound_access_tokens: z.boolean().default(false),
  })
  .superRefine((said, check) => {
    for (const name of ['redirect_uris', 'post_logout_redirect_uris'] as const) {
      if (!said[name].every((uri) => isStrangerRedirect(uri, said.application_type))) {
        check.addIssue({
          code: 'custom',
          path: [name],
          message: 'must be https, of this machine or of a scheme of the application',
        })
      }
    }
    if (said.grant_types.includes('authorization_code') && said.redirect_uris.length === 0) {
      check.addIssue({ code: 'custom', path: ['redirect_uris'], message: 'must name at least one address' })
    }
    if (!said.grant_types.some((grant) => strangerGrants.includes(grant))) {
      check.addIssue({ code: 'custom', path: ['grant_types'], message: 'names nothing that is offered here' })
    }
  })

export type RegistrationRequest = z.output<typeof registrationRequest>

/** Members that are kept only to be repeated. */
export const repeated = ['tos_uri', 'policy_uri', 'contacts', 'software_id', 'software_version'] as const

/** The application that a request describes; consent is always asked, and staying signed in always possible. */
export function describedClient(
  said: RegistrationRequest,
  defaultScopes: readonly string[] | null,
): ClientChange & { name: string } {
  const asked = (said.scope ?? '').split(' ').filter((scope) => openScopes.includes(scope))
  return {
    name: said.client_name || 'Unnamed',
    uri: said.client_uri ?? null,
    imageUrl: said.logo_uri ?? null,
    redirectUris: [...new Set(said.redirect_uris)],
    postLogoutRedirectUris: [...new Set(said.post_logout_redirect_uris)],
    grantTypes: said.grant_types.filter((grant) => strangerGrants.includes(grant)),
    scopes: (asked.length > 0 ? asked : (defaultScopes ?? openScopes)).join(' '),
    applicationType: said.application_type ?? 'web',
    tokenEndpointAuthMethod: said.token_endpoint_auth_method,
    // Its members were looked at one by one.
    jwks: (said.jwks as PublicKeySet | undefined) ?? null,
    jwksUri: said.jwks_uri ?? null,
    idTokenSignedResponseAlg: said.id_token_signed_response_alg,
    subjectType: said.subject_type,
    sectorIdentifierUri: said.sector_identifier_uri ?? null,
    backchannelLogoutUri: said.backchannel_logout_uri ?? null,
    backchannelLogoutSession: said.backchannel_logout_session_required,
    parRequired: said.require_pushed_authorization_requests,
    dpopRequired: said.dpop_bound_access_tokens,
    dynamicallyRegistered: true,
    consentScreen: true,
  }
}
