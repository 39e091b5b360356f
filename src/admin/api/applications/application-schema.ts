import { z } from 'zod'
import { redirectUriMaxLength } from '../../../core/clients/addresses/redirect-uris.ts'
import { authMethods, grantTypes } from '../../../core/clients/client-details.ts'
import { order, page } from '../edge/fields.ts'
import { brandFields } from '../instance/brand-fields.ts'

const address = z.string().max(redirectUriMaxLength)
const addresses = z.array(address).max(100)
const optionalAddress = z.union([address, z.null()])

// Clerk's SDK may say null where it means to say nothing.
const unsaid = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().transform((value) => value ?? undefined)

const customScope = z.strictObject({
  scope: z.string().min(1).max(128),
  description: z.string().max(500).nullable().default(null),
  requires_consent: z.boolean().default(true),
})

// RFC 7517: members of a key are strings, but `key_ops` and `x5c`. What would give the private half away is refused.
const publicKey = z
  .record(z.string().max(50), z.union([z.string().max(8192), z.array(z.string().max(8192)).max(10)]))
  .refine((key) => ['RSA', 'EC', 'OKP'].includes(String(key['kty'])), 'must be an RSA, EC or OKP key')
  .refine((key) => !['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'].some((name) => name in key), 'must be a public key')

/** What Clerk's API takes, and beside it the names of RFC 7591 and switches of our own. */
const members = {
  name: z.string().trim().min(1).max(256),
  redirect_uris: addresses.nullable(),
  callback_url: unsaid(z.string().max(1024)),
  scopes: unsaid(z.string().max(1024)),
  consent_screen_enabled: unsaid(z.boolean()),
  pkce_required: unsaid(z.boolean()),
  public: unsaid(z.boolean()),
  client_uri: optionalAddress,
  client_image_url: optionalAddress,
  grant_types: z.array(z.enum(grantTypes)).max(grantTypes.length),
  response_types: z.array(z.enum(['code'])).max(1),
  token_endpoint_auth_method: z.enum(authMethods),
  jwks: z.strictObject({ keys: z.array(publicKey).min(1).max(50) }).nullable(),
  jwks_uri: optionalAddress,
  post_logout_redirect_uris: addresses.nullable(),
  id_token_signed_response_alg: z.enum(['RS256', 'ES256']),
  backchannel_logout_uri: optionalAddress,
  backchannel_logout_session_required: z.boolean(),
  application_type: z.enum(['web', 'native']),
  subject_type: z.enum(['public', 'pairwise']),
  sector_identifier_uri: optionalAddress,
  first_party: z.boolean(),
  par_required: z.boolean(),
  dpop_required: z.boolean(),
  fapi: z.boolean(),
  claims_in_id_token: z.boolean(),
  second_factor_required: z.boolean(),
  custom_scopes: z.array(customScope).max(100),
  exchange_audiences: z.array(z.string().min(1).max(2048)).max(100),
  brand: brandFields.nullable(),
  disabled: z.boolean(),
}

export const applicationChange = z.strictObject(members).partial()
export const newApplication = applicationChange.required({ name: true })
export type ApplicationChange = z.output<typeof applicationChange>

export const applicationQuery = z.object({
  ...page,
  order_by: order(['created_at', 'name'], '-created_at').transform(({ column, descending }) => ({
    column: column === 'name' ? ('name' as const) : ('createdAt' as const),
    descending,
  })),
  name_query: z.string().max(256).optional(),
})
