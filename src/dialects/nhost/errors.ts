import type Koa from 'koa'
import type { AppError, ErrorCode } from '../../errors.ts'
import { refusalOf } from '../../http/errors.tsx'
import type { Services } from '../../services.ts'
import { type NhostCode, nhostErrors } from './error-codes.ts'

/** What each refusal is called here; a code without a line does not compile. */
const wire: Readonly<Record<ErrorCode, NhostCode>> = {
  'input.invalid': 'invalid-request',
  'input.too-large': 'invalid-request',
  'media.unsupported': 'invalid-request',
  'return-to.refused': 'redirectTo-not-allowed',
  'role.refused': 'role-not-allowed',
  'role.default-refused': 'default-role-must-be-in-allowed-roles',
  'grant.unsupported': 'invalid-request',
  'attempt.invalid': 'invalid-state',
  'attempt.expired': 'invalid-state',
  'sign-in.refused': 'invalid-email-password',
  'sign-in.restart': 'invalid-request',
  'session.required': 'invalid-request',
  'session.recent-required': 'invalid-request',
  'token.invalid': 'invalid-refresh-token',
  'token.used': 'invalid-refresh-token',
  'token.expired': 'invalid-refresh-token',
  'proof.missing': 'invalid-request',
  'proof.invalid': 'invalid-request',
  'proof.mismatch': 'invalid-request',
  'key.missing': 'invalid-request',
  'key.invalid': 'invalid-request',
  'account.disabled': 'disabled-user',
  'account.locked': 'disabled-user',
  'account.unverified': 'unverified-user',
  'factor.required': 'invalid-totp',
  'email.refused': 'invalid-email-password',
  'admin.required': 'invalid-request',
  'administrator.last': 'invalid-request',
  'origin.refused': 'invalid-request',
  'sign-up.closed': 'signup-disabled',
  'satellite.refused': 'invalid-request',
  'host.refused': 'invalid-request',
  'client.unknown': 'invalid-request',
  'client.public-without-pkce': 'invalid-request',
  'client.consent-required': 'invalid-request',
  'redirect-uri.duplicate': 'invalid-request',
  'scope.unknown': 'invalid-request',
  'user.unknown': 'invalid-email-password',
  'resource.unknown': 'invalid-request',
  'session.unknown': 'invalid-request',
  'identity.unknown': 'invalid-request',
  'provider.unknown': 'disabled-endpoint',
  'provider.disabled': 'disabled-endpoint',
  'page.unknown': 'invalid-request',
  'email.taken': 'email-already-in-use',
  'email.unverified': 'unverified-user',
  'email.unverified-conflict': 'unverified-user',
  'username.taken': 'invalid-request',
  'external-id.taken': 'invalid-request',
  'resource.taken': 'invalid-request',
  'identity.already-linked': 'provider-account-already-linked',
  'identity.last': 'invalid-request',
  'setup.done': 'invalid-request',
  'ticket.invalid': 'invalid-request',
  'ticket.expired': 'invalid-request',
  'ticket.used': 'invalid-request',
  'ticket.pkce-mismatch': 'invalid-request',
  'code.invalid': 'invalid-otp',
  'code.expired': 'invalid-otp',
  'code.exhausted': 'otp-too-many-attempts',
  'password.weak': 'password-too-short',
  'password.absent': 'invalid-email-password',
  'factor.absent': 'mfa-type-not-found',
  'rate.limited': 'invalid-request',
  'upstream.denied': 'oauth-provider-error',
  'upstream.refused': 'oauth-provider-error',
  'upstream.exchange-failed': 'oauth-token-echange-failed',
  'upstream.profile-failed': 'oauth-profile-fetch-failed',
  'upstream.unreachable': 'oauth-provider-error',
  'upstream.refresh-missing': 'oauth-provider-error',
  'server.busy': 'internal-server-error',
  'server.unavailable': 'internal-server-error',
  'server.fault': 'internal-server-error',
}

// Where the status of the answer is not the one of the API's code.
const statuses: Partial<Record<ErrorCode, number>> = {
  'session.required': 401,
  'page.unknown': 404,
  'rate.limited': 429,
  'input.too-large': 413,
  'server.busy': 503,
  'server.unavailable': 503,
}

/** A refusal in the words of the API; what tells about an account may be concealed. */
export function nhostError(
  { config }: Pick<Services, 'config'>,
  error: AppError,
): { readonly code: NhostCode; readonly message: string } {
  // The step that failed says more than that the provider could not be reached.
  const step =
    error.code === 'upstream.unreachable' && Object.keys(wire).find((code) => code === error.detail['during'])
  const code = wire[step ? (step as ErrorCode) : error.code]
  const concealed = config.nhost.concealErrors && 'telling' in nhostErrors[code] ? 'invalid-request' : code
  return { code: concealed, message: nhostErrors[concealed].message }
}

/** Answers what a handler threw as the API's JSON. */
export function showErrors(services: Services): Koa.Middleware {
  return async function showErrors(ctx, next) {
    try {
      await next()
    } catch (thrown) {
      const error = refusalOf(services, thrown)
      if (error.status >= 500) services.log.error({ request: ctx.state['requestId'], err: thrown }, 'request failed')
      const { code, message } = nhostError(services, error)
      const { retryAfter } = error.detail
      if (typeof retryAfter === 'number') ctx.set('Retry-After', String(retryAfter))
      ctx.status = statuses[error.code] ?? nhostErrors[code].status
      ctx.body = { status: ctx.status, message, error: code }
    }
  }
}
