import { createLocalJWKSet, errors, jwtVerify } from 'jose'
import { z } from 'zod'
import type { Services } from '../../services.ts'
import { currentKeys } from '../keys/current-keys.ts'
import type { KnownToken } from './find-token.ts'

const claims = z.object({
  client_id: z.string(),
  grant_id: z.string().optional(),
  aud: z.string(),
  scope: z.string().default(''),
  iat: z.number(),
  exp: z.number(),
})
const grantPayload = z.object({ accountId: z.string() })

/** Whether this may be a JWT rather than an opaque token. */
export function isStructured(token: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)
}

/** An access token that is a JWT of ours, by its signature and its grant; `expired` when only its time is over. */
export async function readStructuredToken(
  services: Services,
  token: string,
): Promise<KnownToken | 'expired' | undefined> {
  const verified = await verify(services, token)
  if (verified === undefined || verified === 'expired') return verified
  const { client_id: clientId, grant_id: grantId, aud: audience, scope, iat, exp } = verified
  const known = { kind: 'access', clientId, grantId, audience, scope, issuedAt: iat, expiresAt: exp } as const
  if (grantId === undefined) return { ...known, accountId: undefined }
  const grant = await services.store.artifacts.find('Grant', grantId, services.clock.now())
  // The subject may be a pairwise one; the grant knows the person.
  return grant && { ...known, accountId: grantPayload.parse(JSON.parse(grant.payload)).accountId }
}

async function verify(services: Services, token: string): Promise<z.output<typeof claims> | 'expired' | undefined> {
  const keys = createLocalJWKSet({ keys: (await currentKeys(services)).map((key) => key.publicJwk) })
  // RFC 9068 section 4: the type keeps ID tokens and logout tokens out.
  const checks = { issuer: services.issuer.origin, typ: 'at+jwt', currentDate: services.clock.now() }
  try {
    return claims.parse((await jwtVerify(token, keys, checks)).payload)
  } catch (error) {
    if (error instanceof errors.JWTExpired) return 'expired'
    if (error instanceof errors.JOSEError || error instanceof z.ZodError) return undefined
    throw error
  }
}
