import { createLocalJWKSet, errors, jwtVerify } from 'jose'
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { digest } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import { currentKeys } from '../keys/current-keys.ts'
import { isUsable } from '../users/is-usable.ts'
import { findToken } from './find-token.ts'

/** What an access token says, if it is ours and good. */
export interface VerifiedToken {
  /** Stands for the token without being it. */
  readonly fingerprint: string
  readonly clientId: string
  readonly subject: string
  readonly scopes: readonly string[]
  readonly issuedAt: Date
  readonly expiresAt: Date | undefined
}

const claims = z.object({
  sub: z.string(),
  client_id: z.string(),
  scope: z.string().default(''),
  iat: z.number(),
  exp: z.number(),
})

/** Looks at an access token for an administrator; undefined for a JWT that has expired, `resource.unknown` for all else. */
export async function verifyAccessToken(services: Services, token: string): Promise<VerifiedToken | undefined> {
  const known = token.split('.').length === 3 ? await verifyJwt(services, token) : await verifyOpaque(services, token)
  if (known === 'expired') return undefined
  if (known === undefined) throw new AppError('resource.unknown')
  await refuseUnusable(services, known)
  return { ...known, fingerprint: Buffer.from(digest(token), 'base64url').toString('hex').slice(0, 32) }
}

type Known = Omit<VerifiedToken, 'fingerprint'> & { readonly accountId: string | undefined }

async function verifyOpaque(services: Services, token: string): Promise<Known | undefined> {
  const found = await findToken(services, token)
  if (!found || found.model === 'RefreshToken') return undefined
  return {
    clientId: found.clientId,
    accountId: found.accountId,
    subject: found.accountId ?? found.clientId,
    scopes: words(found.scope ?? ''),
    issuedAt: new Date(found.iat * 1000),
    expiresAt: found.exp === undefined ? undefined : new Date(found.exp * 1000),
  }
}

// RFC 9068 section 4: the type keeps ID tokens and logout tokens out.
async function verifyJwt(services: Services, token: string): Promise<Known | 'expired' | undefined> {
  const keys = createLocalJWKSet({ keys: (await currentKeys(services)).map((key) => key.publicJwk) })
  const options = { issuer: services.issuer.origin, typ: 'at+jwt', currentDate: services.clock.now() }
  try {
    const { sub, client_id, scope, iat, exp } = claims.parse((await jwtVerify(token, keys, options)).payload)
    const times = { issuedAt: new Date(iat * 1000), expiresAt: new Date(exp * 1000) }
    const accountId = sub === client_id ? undefined : sub
    return { clientId: client_id, accountId, subject: sub, scopes: words(scope), ...times }
  } catch (error) {
    if (error instanceof errors.JWTExpired) return 'expired'
    if (error instanceof errors.JOSEError || error instanceof z.ZodError) return undefined
    throw error
  }
}

async function refuseUnusable({ store, clock }: Services, { accountId, clientId }: Known): Promise<void> {
  const client = await store.clients.findByClientId(clientId)
  const user = accountId === undefined ? undefined : await store.users.find(accountId)
  const usable = accountId === undefined || (user !== undefined && isUsable(user, clock.now()))
  if (!usable || client?.disabledAt) throw new AppError('resource.unknown')
}

function words(scope: string): string[] {
  return scope.split(' ').filter((word) => word !== '')
}
