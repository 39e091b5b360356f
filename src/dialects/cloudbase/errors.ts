import type Koa from 'koa'
import type { ErrorCode } from '../../errors.ts'
import { refusalOf } from '../../http/errors.tsx'
import type { Services } from '../../services.ts'
import { describeRefusal } from '../describe-refusal.ts'

type Wire = readonly [error: string, code: number, status: number]

// The API's numbers are those of google.rpc.Code, but for four of its own (spec/cloudbase.md C.5).
const invalidArgument: Wire = ['invalid_argument', 3, 400]
const notFound: Wire = ['not_found', 5, 404]
const alreadyExists: Wire = ['already_exists', 6, 409]
const permissionDenied: Wire = ['permission_denied', 7, 403]
const failedPrecondition: Wire = ['failed_precondition', 9, 400]
const unavailable: Wire = ['unavailable', 14, 503]
const invalidGrant: Wire = ['invalid_grant', 4001, 400]
const unauthorized: Wire = ['unauthorized', 4003, 401]
const userBlocked: Wire = ['user_blocked', 7, 403]

/** What each refusal is called here; a code without a line does not compile. */
const wire: Readonly<Record<ErrorCode, Wire>> = {
  'input.invalid': invalidArgument,
  'input.too-large': ['invalid_argument', 3, 413],
  'media.unsupported': invalidArgument,
  'return-to.refused': invalidArgument,
  'role.refused': invalidArgument,
  'role.default-refused': invalidArgument,
  'grant.unsupported': ['unsupported_grant_type', 3, 400],
  'attempt.invalid': invalidGrant,
  'attempt.expired': invalidGrant,
  'sign-in.refused': unauthorized,
  'sign-in.restart': failedPrecondition,
  'session.required': unauthorized,
  'session.recent-required': unauthorized,
  'token.invalid': invalidGrant,
  'token.used': invalidGrant,
  'token.expired': invalidGrant,
  'proof.missing': invalidGrant,
  'proof.invalid': invalidGrant,
  'proof.mismatch': invalidGrant,
  'key.missing': unauthorized,
  'key.invalid': unauthorized,
  'account.disabled': userBlocked,
  'account.locked': userBlocked,
  'account.unverified': failedPrecondition,
  'factor.required': ['two_factor_required', 9, 403],
  'email.refused': permissionDenied,
  'admin.required': permissionDenied,
  'administrator.last': permissionDenied,
  'origin.refused': permissionDenied,
  'sign-up.closed': notFound,
  'satellite.refused': permissionDenied,
  'host.refused': ['invalid_argument', 3, 421],
  'client.unknown': ['invalid_client', 16, 401],
  'client.public-without-pkce': failedPrecondition,
  'client.consent-required': failedPrecondition,
  'redirect-uri.duplicate': invalidArgument,
  'scope.unknown': ['invalid_scope', 3, 400],
  'user.unknown': unauthorized,
  'resource.unknown': notFound,
  'session.unknown': notFound,
  'identity.unknown': ['provider_not_found', 4004, 404],
  'provider.unknown': ['provider_not_found', 4004, 404],
  'provider.disabled': failedPrecondition,
  'page.unknown': notFound,
  'email.taken': alreadyExists,
  'email.unverified': failedPrecondition,
  'email.unverified-conflict': alreadyExists,
  'username.taken': alreadyExists,
  'external-id.taken': alreadyExists,
  'resource.taken': alreadyExists,
  'identity.already-linked': alreadyExists,
  'identity.last': failedPrecondition,
  'setup.done': failedPrecondition,
  'ticket.invalid': invalidGrant,
  'ticket.expired': invalidGrant,
  'ticket.used': invalidGrant,
  'ticket.pkce-mismatch': invalidGrant,
  'code.invalid': ['invalid_verification_code', 3, 400],
  'code.expired': ['invalid_verification_code', 3, 400],
  'code.exhausted': ['resource_exhausted', 8, 429],
  'password.weak': ['invalid_password', 3, 400],
  'password.absent': ['password_not_set', 9, 400],
  'factor.absent': failedPrecondition,
  'rate.limited': ['resource_exhausted', 8, 429],
  'upstream.denied': ['access_denied', 7, 403],
  'upstream.refused': failedPrecondition,
  'upstream.exchange-failed': failedPrecondition,
  'upstream.profile-failed': failedPrecondition,
  'upstream.unreachable': unavailable,
  'upstream.refresh-missing': failedPrecondition,
  'server.busy': unavailable,
  'server.unavailable': unavailable,
  'server.fault': ['internal', 13, 500],
}

/** Answers what a handler threw as the triple that kits print. */
export function showErrors(services: Services): Koa.Middleware {
  return async function showErrors(ctx, next) {
    try {
      await next()
    } catch (thrown) {
      const error = refusalOf(services, thrown)
      if (error.status >= 500) services.log.error({ request: ctx.state['requestId'], err: thrown }, 'request failed')
      const [name, code, status] = wire[error.code]
      const { retryAfter } = error.detail
      if (typeof retryAfter === 'number') ctx.set('Retry-After', String(retryAfter))
      ctx.status = status
      ctx.body = { error: name, error_code: code, error_description: await describeRefusal(services, error) }
    }
  }
}
