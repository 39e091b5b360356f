import { type Client, errors, type KoaContextWithOIDC } from 'oidc-provider'
import { epoch, hours, minutes } from '../kit/clock.ts'
import type { Services } from '../services.ts'
import { isFapi } from './fapi.ts'

type Claims = Record<string, unknown>

const longestLife = hours(1)
const clockSkew = minutes(1)

/** What we ask of a client's assertion beyond the engine: our issuer as its only audience, and an end that is near. */
export function assertClientAssertion({ issuer, clock }: Pick<Services, 'issuer' | 'clock'>) {
  return async (_ctx: KoaContextWithOIDC, claims: Claims, { alg }: Claims, client: Client): Promise<void> => {
    const now = epoch(clock.now())
    const { aud, exp, iat } = claims
    // An audience among others, or the address of an endpoint, could be meant for another server (rfc7523bis section 4).
    if (aud !== issuer.origin) throw new errors.InvalidClientAuth('aud must be the issuer, as a string')
    if (typeof exp !== 'number' || exp > now + longestLife) throw new errors.InvalidClientAuth('exp is too far away')
    // FAPI 2.0 5.4.1.
    if (isFapi(client) && alg === 'RS256') throw new errors.InvalidClientAuth('RS256 is not for this application')
    if (iat !== undefined && (typeof iat !== 'number' || iat > now + clockSkew)) {
      throw new errors.InvalidClientAuth('iat is in the future')
    }
  }
}
