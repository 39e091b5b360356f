import type Koa from 'koa'
import { issueAccessToken } from '../../core/sessions/access-token.ts'
import type { ListedSessions } from '../../core/sessions/list-sessions.ts'
import type { HeldSession } from '../../core/sessions/session-kind.ts'
import type { AppError, ErrorCode } from '../../errors.ts'
import { after, epoch } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'
import { describeRefusal } from '../describe-refusal.ts'
import { accessClaims, preludeSessions } from './session.ts'

/** A session: the access token in the body, the refresh token in headers that only the kits read. */
export async function answerSession(services: Services, ctx: Koa.Context, held: HeldSession): Promise<void> {
  ctx.set('X-Refresh-Token', held.refreshToken)
  ctx.set('X-Refresh-Token-Expires-At', held.refreshTokenExpiresAt.toISOString())
  ctx.body = {
    access_token: await issueAccessToken(services, preludeSessions, held, accessClaims(held.user)),
    expires_at: epoch(after(services.clock.now(), preludeSessions.accessTokenTtl)),
  }
}

/** A page of a person's sessions. */
export function listAnswer(
  { sessions, total }: ListedSessions,
  page: { readonly limit: number; readonly offset: number },
) {
  return {
    sessions: sessions.map(({ id, deviceName, createdAt, lastSeenAt, expiresAt }) => ({
      id,
      device_model: deviceName ?? '',
      device_type: '',
      os_version: '',
      country_code: '',
      created_at: createdAt.toISOString(),
      last_seen_at: lastSeenAt.toISOString(),
      expires_at: expiresAt.toISOString(),
    })),
    total,
    ...page,
  }
}

// RFC 6749 section 4.1.2.1 and OpenID Connect Core 3.1.2.6: words that apps know from every provider.
const passedThrough = new Set([
  ...['access_denied', 'invalid_request', 'unauthorized_client', 'unsupported_response_type', 'invalid_scope'],
  ...['server_error', 'temporarily_unavailable', 'interaction_required', 'login_required', 'consent_required'],
  'account_selection_required',
])

const redirected: Partial<Record<ErrorCode, string>> = {
  'sign-up.closed': 'signup_disabled',
  'account.disabled': 'user_blocked',
  'account.locked': 'user_blocked',
  'factor.required': 'user_blocked',
  'upstream.denied': 'access_denied',
  'upstream.exchange-failed': 'oauth_exchange_failed',
}

const conflicts: readonly ErrorCode[] = ['email.taken', 'email.unverified-conflict']

/** A failed sign-in as parameters of the redirect to the app. */
export async function errorParams(services: Services, refusal: AppError) {
  const { code, detail } = refusal
  const own = conflicts.includes(code) ? services.config.prelude.emailConflictCode : redirected[code]
  const said = String(detail['error'] ?? '')
  const error = passedThrough.has(said) ? said : (own ?? 'server_error')
  const description = String(detail['error_description'] ?? '')
  return { error, error_description: description || (await describeRefusal(services, refusal)) }
}
