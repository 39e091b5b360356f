import { AppError } from '../../errors.ts'
import { digest } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import { isUsable } from '../users/is-usable.ts'
import { findToken, type KnownToken } from './find-token.ts'
import { isStructured, readStructuredToken } from './read-structured-token.ts'

/** What an access token says, if it is ours and good. */
export interface VerifiedToken {
  /** Stands for the token without being it. */
  readonly fingerprint: string
  readonly clientId: string
  /** The person, or the application when it acts for itself. */
  readonly subject: string
  /** The API it is for; undefined for our own userinfo. */
  readonly audience: string | undefined
  readonly scopes: readonly string[]
  readonly issuedAt: Date
  readonly expiresAt: Date | undefined
}

/** Looks at an access token for an operator; undefined for a JWT that has expired, `resource.unknown` for all else. */
export async function verifyAccessToken(services: Services, token: string): Promise<VerifiedToken | undefined> {
  const known = isStructured(token) ? await readStructuredToken(services, token) : await findToken(services, token)
  if (known === 'expired') return undefined
  if (known?.kind !== 'access' || !(await isGoodFor(services, known))) throw new AppError('resource.unknown')
  const { clientId, accountId, audience, scope, issuedAt, expiresAt } = known
  return {
    fingerprint: Buffer.from(digest(token), 'base64url').toString('hex').slice(0, 32),
    clientId,
    subject: accountId ?? clientId,
    audience,
    scopes: scope.split(' ').filter((word) => word !== ''),
    issuedAt: new Date(issuedAt * 1000),
    expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt * 1000),
  }
}

async function isGoodFor({ store, clock }: Services, { clientId, accountId }: KnownToken): Promise<boolean> {
  const client = await store.clients.findByClientId(clientId)
  if (client?.disabledAt) return false
  const user = accountId === undefined ? undefined : await store.users.find(accountId)
  return accountId === undefined || (user !== undefined && isUsable(user, clock.now()))
}
