import type { ErrorCode } from '../../../errors.ts'

interface Wire {
  /** When Clerk's API answers with another status than the table of `errors.ts`. */
  readonly status?: number
  readonly code: string
  readonly message: string
  readonly long?: string
  /** The parameter to blame when the refusal does not name one. */
  readonly param?: string
}

const notFound = { status: 404, code: 'resource_not_found', message: 'not found', long: 'No such resource was found.' }
const exists = (what: string) => ({
  status: 422,
  code: 'form_identifier_exists',
  message: `That ${what} is taken. Please try another.`,
})

const notEnabled = { status: 404, code: 'oauth_token_provider_not_enabled', message: 'This provider is not enabled' }
const tokenRetrieval = {
  status: 400,
  code: 'oauth_token_retrieval_error',
  message: 'The provider did not renew the token',
}

const password = (code: string, message: string) => ({ code: `form_password_${code}`, message, param: 'password' })

/**
 * Clerk's words for the refusals this door can meet (spec/clerk.md A.2), some by their reason; any other code is shown as
 * it is.
 */
export const wireErrors: Readonly<Partial<Record<ErrorCode | `${ErrorCode}.${string}`, Wire>>> = {
  'key.missing': {
    code: 'authorization_header_format_invalid',
    message: 'Invalid Authorization header format',
    long: 'Invalid Authorization header format. Must be "Bearer <YOUR_API_KEY>"',
  },
  'key.invalid': {
    code: 'clerk_key_invalid',
    message: 'The provided secret key is invalid',
    long: 'The provided secret key is invalid. Make sure that your secret key is correct.',
  },
  'admin.required': {
    code: 'authorization_invalid',
    message: 'Unauthorized request',
    long: 'You are not authorized to perform this request.',
  },
  'input.invalid': {
    code: 'request_body_invalid',
    message: 'Request body invalid',
    long: 'The request body is not a JSON object.',
  },
  'input.too-large': { code: 'request_body_too_large', message: 'Request body too large' },
  'media.unsupported': { code: 'unsupported_content_type', message: 'Content-Type is unsupported' },
  'rate.limited': { code: 'too_many_requests', message: 'Too many requests. Please try again in a bit.' },
  'server.busy': { code: 'server_busy', message: 'Too much is going on at the moment. Please try again in a bit.' },
  'server.unavailable': {
    code: 'service_unavailable',
    message: 'Not available at the moment. Please try again in a bit.',
  },
  'server.fault': { code: 'internal_clerk_error', message: 'Oops, an unexpected error occurred' },
  'client.unknown': notFound,
  'user.unknown': notFound,
  'resource.unknown': notFound,
  'identity.unknown': notFound,
  'provider.unknown': notEnabled,
  'page.unknown': notFound,
  'email.taken': exists('email address'),
  'username.taken': exists('username'),
  'external-id.taken': exists('external id'),
  'resource.taken': { ...exists('identifier'), param: 'identifier' },
  'sign-in.refused': { status: 422, code: 'incorrect_password', message: 'Incorrect password', param: 'password' },
  'password.absent': { code: 'no_password_set', message: 'This user has no password set' },
  'factor.absent': { code: 'totp_disabled', message: 'TOTP is not enabled for this user' },
  'code.invalid': { status: 422, code: 'totp_incorrect_code', message: 'Incorrect code', param: 'code' },
  'provider.disabled': notEnabled,
  'upstream.refresh-missing': {
    code: 'oauth_missing_refresh_token',
    message: 'The provider gave no refresh token, so its token cannot be renewed',
  },
  'upstream.exchange-failed': tokenRetrieval,
  'upstream.refused': tokenRetrieval,
  'upstream.unreachable': tokenRetrieval,
  'password.weak': password('not_strong_enough', 'This password is too easy to guess'),
  'password.weak.short': password('length_too_short', 'This password is too short'),
  'password.weak.long': password('length_too_long', 'This password is too long'),
  'password.weak.breached': password('pwned', 'This password appeared in a data leak'),
  'scope.unknown': {
    code: 'oauth_invalid_scope',
    message: 'Invalid scope',
    long: 'A scope is neither one of ours nor a custom scope of this application or of a resource.',
  },
  'redirect-uri.duplicate': { code: 'duplicate_record', message: 'The same redirect URI is there twice' },
  'client.public-without-pkce': { code: 'form_public_client_requires_pkce', message: 'A public client requires PKCE' },
  'administrator.last': { code: 'last_administrator', message: 'This is the only administrator' },
  'client.consent-required': {
    code: 'oauth_application_consent_screen_cannot_be_disabled',
    message: 'The consent screen of an application that registered itself cannot be disabled',
  },
}
