import type { JWKS } from 'oidc-provider'
import type { PrivateKey } from '../core/keys/current-keys.ts'

const forTokens = new Set(['RS256', 'ES256'])

/** The key set of the protocol engine: it signs with the first key of an algorithm, so active ones lead. */
export function keySet(keys: readonly PrivateKey[]): JWKS {
  const chosen = keys.filter((key) => forTokens.has(key.alg)).map((key) => key.privateJwk)
  // jose's JWK and the engine's differ in how they type optional members only.
  return { keys: chosen } as JWKS
}
