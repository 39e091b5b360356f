import type { JWK } from 'jose'
import type { Services } from '../../services.ts'
import type { SigningAlgorithm } from '../keys/current-keys.ts'

/** The public keys of an algorithm: those that sign, signed or will sign. */
export async function publishedKeys({ store }: Pick<Services, 'store'>, alg: SigningAlgorithm): Promise<JWK[]> {
  const rows = await store.keys.list()
  // The column holds what `rotateKeys` stored: a JWK.
  return rows.filter((row) => row.alg === alg).map((row) => row.publicJwk as JWK)
}
