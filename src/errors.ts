/** Every refusal the product can answer with, and its HTTP status. A code is never reused for another meaning. */
export const statuses = {
  'input.invalid': 400,
  'input.too-large': 413,
  'media.unsupported': 415,
  'return-to.refused': 400,
  'role.refused': 400,
  'role.default-refused': 400,
  'grant.unsupported': 400,
  'attempt.invalid': 400,
  'attempt.expired': 410,
  'sign-in.refused': 401,
  'sign-in.restart': 410,
  'session.required': 401,
  'session.recent-required': 401,
  'token.invalid': 401,
  'token.used': 401,
  'token.expired': 401,
  'proof.missing': 401,
  'proof.invalid': 401,
  'proof.mismatch': 401,
  'key.missing': 401,
  'key.invalid': 401,
  'account.disabled': 403,
  'account.locked': 403,
  'account.unverified': 403,
  'factor.required': 403,
  'email.refused': 403,
  'admin.required': 403,
  'origin.refused': 403,
  'sign-up.closed': 403,
  'satellite.refused': 403,
  'host.refused': 421,
  'client.unknown': 404,
  'client.public-without-pkce': 422,
  'client.consent-required': 422,
  'redirect-uri.duplicate': 400,
  'scope.unknown': 400,
  'user.unknown': 404,
  'resource.unknown': 404,
  'session.unknown': 404,
  'identity.unknown': 404,
  'provider.unknown': 404,
  'provider.disabled': 400,
  'page.unknown': 404,
  'email.taken': 409,
  'email.unverified': 403,
  'email.unverified-conflict': 409,
  'username.taken': 409,
  'external-id.taken': 409,
  'administrator.last': 409,
  'resource.taken': 409,
  'identity.already-linked': 409,
  'identity.last': 409,
  'setup.done': 410,
  'ticket.invalid': 401,
  'ticket.expired': 401,
  'ticket.used': 409,
  'ticket.pkce-mismatch': 401,
  'code.invalid': 401,
  'code.expired': 401,
  'code.exhausted': 401,
  'password.weak': 422,
  'password.absent': 400,
  'factor.absent': 400,
  'rate.limited': 429,
  'upstream.denied': 502,
  'upstream.refused': 502,
  'upstream.exchange-failed': 502,
  'upstream.profile-failed': 502,
  'upstream.unreachable': 502,
  'upstream.refresh-missing': 422,
  'server.busy': 503,
  'server.unavailable': 503,
  'server.fault': 500,
} as const

export type ErrorCode = keyof typeof statuses

/** What a caller may see beside the code; values are shown, so they never hold a secret. */
export type ErrorDetail = Readonly<Record<string, unknown>>

/** The one error of the product: `code` is for programs, `detail` for callers, `cause` for the log. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly detail: ErrorDetail
  readonly status: number

  constructor(code: ErrorCode, detail: ErrorDetail = {}, options?: ErrorOptions) {
    super(code, options)
    this.name = 'AppError'
    this.code = code
    this.detail = detail
    this.status = statuses[code]
  }
}

/** Whether an error is a refusal with this code. */
export function isRefusal(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code)
}
