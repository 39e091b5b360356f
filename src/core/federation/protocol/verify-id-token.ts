import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose'
import { z } from 'zod'
import { epoch, seconds } from '../../../kit/clock.ts'
import { equal } from '../../../kit/secrets.ts'
import type { Upstream } from '../provider.ts'

export interface IdTokenChecks {
  /** Whether the token's nonce is the one that was asked for; undefined stands for a token without one. */
  nonce(claimed: string | undefined): boolean
  /** Native apps get tokens for our client id through one of their own (`azp`). */
  readonly presenter: 'us' | 'app'
}

// Asymmetric only: "none" and shared secrets prove nothing about who signed.
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']
const tolerance = seconds(30)
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) })

/** The claims of an ID token after every check of OpenID Connect Core 1.0 section 3.1.3.7. */
export async function verifyIdToken(upstream: Upstream, token: string, checks: IdTokenChecks): Promise<JWTPayload> {
  const claims = await verifySignature(upstream, token)
  const { clientId } = upstream.settings
  if (claims.iss !== expectedIssuer(upstream.server.issuer, claims['tid']))
    throw new Error('the token has another issuer')
  const parties = claims['azp'] === undefined ? [] : [claims['azp']]
  const alone = typeof claims.aud === 'string' || claims.aud?.length === 1
  if ((checks.presenter === 'us' || !alone) && !parties.every((party) => party === clientId)) {
    throw new Error('the token was issued to another party')
  }
  if (!alone && parties.length === 0) throw new Error('the token has several audiences and no party')
  if (typeof claims.sub !== 'string' || claims.sub === '') throw new Error('the token has no subject')
  if (typeof claims.iat !== 'number' || claims.iat > epoch(upstream.clock.now()) + tolerance) {
    throw new Error('the token comes from the future')
  }
  const { nonce } = claims
  if (!checks.nonce(typeof nonce === 'string' ? nonce : undefined)) throw new Error('the token has another nonce')
  return claims
}

/** The check of a token that answers our own request: the nonce we sent, or none where we sent none. */
export function expectNonce(expected: string | undefined): IdTokenChecks['nonce'] {
  return (claimed) =>
    expected === undefined || claimed === undefined ? claimed === expected : equal(claimed, expected)
}

async function verifySignature({ settings, server, clock, document }: Upstream, token: string) {
  const { jwksUrl } = server
  if (jwksUrl === undefined) throw new Error('the keys of the provider are not known')
  const verify = async (again: boolean) => {
    const keys = keySet.parse(await document(jwksUrl, again))
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys as JSONWebKeySet), {
      algorithms,
      audience: settings.clientId,
      clockTolerance: tolerance,
      currentDate: clock.now(),
      requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat'],
    })
    return payload
  }
  try {
    return await verify(false)
  } catch (error) {
    // The provider may have new keys; how often we ask is limited where documents are kept.
    if (error instanceof errors.JWKSNoMatchingKey) return verify(true)
    throw error
  }
}

// Microsoft's common endpoints serve many issuers: the person's tenant stands in for the placeholder.
function expectedIssuer(issuer: string | undefined, tenant: unknown): string | undefined {
  if (!issuer?.includes('{tenantid}')) return issuer
  return typeof tenant === 'string' && /^[\da-f-]{36}$/.test(tenant) ? issuer.replace('{tenantid}', tenant) : undefined
}
