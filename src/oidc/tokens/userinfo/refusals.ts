import type Koa from 'koa'

const unauthorized = {
  code: 'oauth_fetch_user_error',
  message: 'unable to fetch user info',
  long_message: 'Unable to fetch user info. Check if access token is present and valid.',
}
const forbidden = {
  code: 'oauth_fetch_user_forbidden_error',
  message: 'unable to fetch user info',
  long_message: 'Unable to fetch user info. User is not allowed access to this application.',
}

const proofs = 'algs="ES256 PS256 EdDSA"'

// Clerk's envelope (spec/clerk.md A.1.3) beside the challenge of RFC 6750 section 3 and RFC 9449 section 7.1.
const refusals = {
  absent: { status: 401, error: unauthorized, challenge: 'Bearer' },
  twice: { status: 400, error: unauthorized, challenge: 'Bearer error="invalid_request"' },
  invalid: { status: 401, error: unauthorized, challenge: 'Bearer error="invalid_token"' },
  unproven: { status: 401, error: unauthorized, challenge: `DPoP error="invalid_dpop_proof", ${proofs}` },
  forbidden: { status: 403, error: forbidden, challenge: 'Bearer error="insufficient_scope"' },
} as const

export type Refusal = keyof typeof refusals

/** Answers a request for userinfo that gets none. */
export function refuse(ctx: Koa.Context, refusal: Refusal): void {
  const { status, error, challenge } = refusals[refusal]
  ctx.status = status
  ctx.set('WWW-Authenticate', challenge)
  ctx.body = { errors: [{ ...error, meta: {} }], clerk_trace_id: ctx.state['requestId'] }
}
