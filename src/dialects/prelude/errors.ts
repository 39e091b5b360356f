import type Koa from 'koa'
import type { AppError, ErrorCode } from '../../errors.ts'
import { refusalOf } from '../../http/errors.tsx'
import type { Services } from '../../services.ts'
import { describeRefusal } from '../describe-refusal.ts'

type Wire = readonly [code: string, status: number]

const bad: Wire = ['bad_request', 400]
const unauthorized: Wire = ['unauthorized', 401]
const forbidden: Wire = ['forbidden', 403]
const notFound: Wire = ['not_found', 404]
const conflict: Wire = ['conflict', 409]
const internal: Wire = ['internal', 500]
const challenge: Wire = ['invalid_challenge_token', 401]

/** What each refusal is called here, with its status; a code without a line does not compile. */
const wire: Readonly<Record<ErrorCode, Wire>> = {
  'input.invalid': bad,
  'input.too-large': ['bad_request', 413],
  'media.unsupported': bad,
  'return-to.refused': ['invalid_redirect_uri', 400],
  'role.refused': bad,
  'role.default-refused': bad,
  'grant.unsupported': bad,
  'attempt.invalid': bad,
  'attempt.expired': bad,
  'sign-in.refused': unauthorized,
  'sign-in.restart': bad,
  'session.required': unauthorized,
  'session.recent-required': unauthorized,
  'token.invalid': unauthorized,
  'token.used': unauthorized,
  'token.expired': unauthorized,
  'proof.missing': ['missing_dpop_proof', 401],
  'proof.invalid': ['invalid_dpop_proof', 401],
  'proof.mismatch': ['dpop_key_mismatch', 401],
  'key.missing': unauthorized,
  'key.invalid': unauthorized,
  'account.disabled': ['suspended_account', 403],
  'account.locked': ['auth_blocked', 403],
  'account.unverified': forbidden,
  'factor.required': forbidden,
  'email.refused': forbidden,
  'admin.required': forbidden,
  'administrator.last': forbidden,
  'origin.refused': forbidden,
  'sign-up.closed': forbidden,
  'satellite.refused': forbidden,
  'host.refused': ['bad_request', 421],
  'client.unknown': bad,
  'client.public-without-pkce': bad,
  'client.consent-required': bad,
  'redirect-uri.duplicate': bad,
  'scope.unknown': bad,
  'user.unknown': unauthorized,
  'resource.unknown': notFound,
  'session.unknown': notFound,
  'identity.unknown': notFound,
  'provider.unknown': ['oauth_provider_not_configured', 400],
  'provider.disabled': ['oauth_provider_disabled', 400],
  'page.unknown': notFound,
  'email.taken': conflict,
  'email.unverified': forbidden,
  'email.unverified-conflict': conflict,
  'username.taken': conflict,
  'external-id.taken': conflict,
  'resource.taken': conflict,
  'identity.already-linked': conflict,
  'identity.last': conflict,
  'setup.done': bad,
  'ticket.invalid': challenge,
  'ticket.expired': ['expired_challenge_token', 401],
  'ticket.used': ['token_reused', 409],
  'ticket.pkce-mismatch': challenge,
  'code.invalid': ['bad_check_code', 400],
  'code.expired': ['bad_check_code', 400],
  'code.exhausted': ['rate_limited', 429],
  'password.weak': ['invalid_password', 400],
  'password.absent': unauthorized,
  'factor.absent': bad,
  'rate.limited': ['rate_limited', 429],
  'upstream.denied': bad,
  'upstream.refused': internal,
  'upstream.exchange-failed': internal,
  'upstream.profile-failed': internal,
  'upstream.unreachable': internal,
  'upstream.refresh-missing': internal,
  'server.busy': ['internal', 503],
  'server.unavailable': ['internal', 503],
  'server.fault': internal,
}

// Fields for which the kits know a code of their own.
const fields: Readonly<Record<string, string>> = {
  challenge_token: 'missing_challenge_token',
  'identifier.type': 'invalid_identifier',
  'identifier.value': 'invalid_identifier',
  limit: 'invalid_pagination_limit',
  offset: 'invalid_pagination_offset',
}

const types: Readonly<Record<number, string>> = {
  400: 'bad_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  429: 'rate_limited',
}

/** Answers what a handler threw as the API's JSON. */
export function showErrors(services: Services): Koa.Middleware {
  return async function showErrors(ctx, next) {
    try {
      await next()
    } catch (thrown) {
      const error = refusalOf(services, thrown)
      if (error.status >= 500) services.log.error({ request: ctx.state['requestId'], err: thrown }, 'request failed')
      const [code, status] = wireOf(error)
      const { retryAfter } = error.detail
      if (typeof retryAfter === 'number') ctx.set('Retry-After', String(retryAfter))
      ctx.status = status
      const type = types[status] ?? (status < 500 ? 'bad_request' : 'internal')
      const message = await describeRefusal(services, error)
      ctx.body = { code, type, message, request_id: ctx.state['requestId'] }
    }
  }
}

function wireOf({ code, detail }: AppError): Wire {
  if (code === 'provider.disabled' && detail['configured'] === false) return wire['provider.unknown']
  const field =
    code === 'input.invalid' ? Object.keys(Object(detail['fields'])).find((name) => name in fields) : undefined
  return field === undefined ? wire[code] : [fields[field] ?? '', 400]
}
