import { AppError } from '../../errors.ts'
import { after } from '../../kit/clock.ts'
import { newUuid } from '../../kit/ids.ts'
import { digest, newSecret } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import type { RefreshToken } from '../../store/sessions.ts'
import type { SessionKind } from './session-kind.ts'

export interface NewRefreshToken {
  readonly refreshToken: string
  readonly tokenDigest: string
  readonly expiresAt: Date
}

/** A refresh token that lives until it idles too long, but never past the longest life of its session. */
export function newRefreshToken(
  { clock, config }: Pick<Services, 'clock' | 'config'>,
  kind: SessionKind,
  openedAt: Date,
): NewRefreshToken {
  const refreshToken = kind.form === 'uuid' ? newUuid() : `${kind.tokenPrefix ?? ''}${newSecret()}`
  const idle = after(clock.now(), config.ttl.refreshToken)
  const last = after(openedAt, config.ttl.refreshTokenMax)
  return { refreshToken, tokenDigest: digest(refreshToken), expiresAt: idle < last ? idle : last }
}

export interface ShownRefreshToken {
  readonly refreshToken: string
  /** The key whose proof came with it. */
  readonly jkt?: string | undefined
}

/** The record of a refresh token of this API, used or not; a session that is bound to a key wants that key's proof. */
export async function findRefreshToken(
  { store }: Services,
  kind: SessionKind,
  { refreshToken, jkt }: ShownRefreshToken,
): Promise<RefreshToken> {
  const token = await store.sessions.findToken(digest(refreshToken))
  if (!token || token.session.audience !== kind.api) throw new AppError('token.invalid')
  const { dpopJkt } = token.session
  if (dpopJkt !== null && jkt !== dpopJkt) throw new AppError(jkt === undefined ? 'proof.missing' : 'proof.mismatch')
  return token
}
