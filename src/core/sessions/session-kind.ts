import type { Seconds } from '../../kit/clock.ts'
import type { Session } from '../../store/sessions.ts'
import type { User } from '../../store/users.ts'
import type { SigningAlgorithm } from '../keys/current-keys.ts'

/** How one API keeps its sessions: the table that its door hands to every operation here. */
export interface SessionKind {
  /** Whose sessions these are; nothing of one API is worth anything at another. */
  readonly api: string
  /** How ids and refresh tokens look. */
  readonly form: 'uuid' | 'opaque'
  /** What an opaque refresh token begins with. */
  readonly tokenPrefix?: string
  /** How access tokens are signed, for whom they are, and how long they live. */
  readonly alg: SigningAlgorithm
  readonly audience: string
  readonly accessTokenTtl: Seconds
  /** A used refresh token that comes again this soon lost a race; later, somebody else has it and the session ends. */
  readonly reuseGrace: Seconds
}

/** A session with the only copy of its newest refresh token. */
export interface HeldSession {
  readonly session: Session
  readonly user: User
  readonly refreshToken: string
  readonly refreshTokenExpiresAt: Date
}
