import { importJWK, type JWTPayload, SignJWT } from 'jose'
import { after, epoch, type Seconds } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'
import { currentKeys, type PrivateKey, type SigningAlgorithm } from '../keys/current-keys.ts'

/** Which tokens are meant: those of one audience, signed in one way, are never taken for those of another. */
export interface TokenForm {
  readonly alg: SigningAlgorithm
  readonly audience: string
}

export interface SignToken extends TokenForm {
  readonly ttl: Seconds
  readonly claims: JWTPayload
}

/** Signs claims as a JWT of the issuer with the key that is active now. */
export async function signToken(services: Services, { alg, audience, ttl, claims }: SignToken): Promise<string> {
  const key = (await currentKeys(services)).find((candidate) => candidate.alg === alg && candidate.state === 'active')
  if (!key) throw new Error(`no ${alg} key is active`)
  const now = services.clock.now()
  return new SignJWT(claims)
    .setProtectedHeader({ alg, typ: 'JWT', kid: key.kid })
    .setIssuer(services.issuer.origin)
    .setAudience(audience)
    .setIssuedAt(epoch(now))
    .setExpirationTime(epoch(after(now, ttl)))
    .sign(await imported(key))
}

const keys = new Map<string, ReturnType<typeof importJWK>>()

// A key id is random and its key never changes, so importing once is enough.
function imported({ kid, alg, privateJwk }: PrivateKey): ReturnType<typeof importJWK> {
  const known = keys.get(kid)
  if (known) return known
  const made = importJWK(privateJwk, alg)
  keys.set(kid, made)
  return made
}
