import type { ErrorOut } from 'oidc-provider'

/** An authorization error in Clerk's envelope (spec/clerk.md A.1.1 and A.1.11). */
export function authorizeError({ error, error_description }: ErrorOut, traceId: string | undefined) {
  const entry =
    error === 'invalid_redirect_uri'
      ? {
          code: 'redirect_uri_mismatch',
          message: 'redirect_uri mismatch',
          long_message: 'The redirect_uri does not exactly match a redirect URI registered for this OAuth application.',
        }
      : {
          code: 'oauth_authorize_request_error',
          message: error_description ?? error,
          long_message: `${error_description ?? 'The request was refused'}: ${error}`,
        }
  return { errors: [{ ...entry, meta: {} }], clerk_trace_id: traceId }
}
