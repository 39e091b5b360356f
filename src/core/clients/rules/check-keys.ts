import { createPublicKey, type JsonWebKey } from 'node:crypto'
import { AppError } from '../../../errors.ts'
import type { PublicKeySet } from '../client-details.ts'

const leastRsaBits = 2048

/** Refuses a key set with a key that nobody could verify with, or that is too short to be worth it. */
export function checkKeys(jwks: PublicKeySet | null): void {
  for (const jwk of jwks?.keys ?? []) {
    if (!isUsable(jwk as JsonWebKey)) {
      throw new AppError('input.invalid', {
        field: 'jwks',
        reason: `must hold whole public keys, RSA ones of ${leastRsaBits} bits`,
      })
    }
  }
}

function isUsable(key: JsonWebKey): boolean {
  try {
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = createPublicKey({ key, format: 'jwk' })
    return type !== 'rsa' || (details?.modulusLength ?? 0) >= leastRsaBits
  } catch {
    return false
  }
}
