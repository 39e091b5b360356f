import type { JWTPayload } from 'jose'
import { AppError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { Session } from '../../store/sessions.ts'
import type { User } from '../../store/users.ts'
import { signToken } from '../tokens/sign-token.ts'
import { verifyToken } from '../tokens/verify-token.ts'
import { checkUsable } from './check-entry.ts'
import type { HeldSession, SessionKind } from './session-kind.ts'

/** Who shows a token, and in which session. */
export interface Bearer {
  readonly session: Session
  readonly user: User
  readonly claims: JWTPayload
}

/** A short-lived token for a session, with what the door says about the person beside the session's id. */
export function issueAccessToken(
  services: Services,
  kind: SessionKind,
  { session }: Pick<HeldSession, 'session'>,
  claims: JWTPayload,
): Promise<string> {
  const { alg, audience, accessTokenTtl } = kind
  return signToken(services, { alg, audience, ttl: accessTokenTtl, claims: { ...claims, sid: session.id } })
}

/** Who shows this access token, as long as its session is open and its person may be here. */
export async function authenticateBearer(services: Services, kind: SessionKind, token: string): Promise<Bearer> {
  const claims = await verifyToken(services, { alg: kind.alg, audience: kind.audience, token })
  return { ...(await getSession(services, kind, String(claims['sid']))), claims }
}

/** An open session of this API and its person, who may be here. */
export async function getSession(services: Services, kind: SessionKind, id: string): Promise<Omit<Bearer, 'claims'>> {
  const { store, clock } = services
  const session = await store.sessions.find(id, clock.now())
  if (session?.audience !== kind.api) throw new AppError('token.invalid')
  const user = await store.users.get(session.userId)
  checkUsable(services, user)
  return { session, user }
}
