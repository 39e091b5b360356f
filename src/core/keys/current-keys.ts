import type { JWK } from 'jose'
import type { Services } from '../../services.ts'
import type { SigningKey } from '../../store/keys.ts'

export const signingAlgorithms = ['RS256', 'ES256', 'EdDSA'] as const
export type SigningAlgorithm = (typeof signingAlgorithms)[number]

export interface PrivateKey {
  readonly kid: string
  readonly alg: SigningAlgorithm
  /** `next` is published but does not sign yet, `retired` still verifies. */
  readonly state: 'next' | 'active' | 'retired'
  readonly privateJwk: JWK
  readonly publicJwk: JWK
}

/** Where a private key is sealed: table, row, column. */
export function keyPlace(kid: string): string {
  return `signing_keys.${kid}.privateSealed`
}

/** Every key we publish, those that sign first; exactly one key of each algorithm is active. */
export async function currentKeys({ store, vault, clock }: Services): Promise<readonly PrivateKey[]> {
  const now = clock.now()
  const rows = await store.keys.list()
  const keys = rows.map((row) => {
    const alg = algorithm(row.alg)
    // The column holds what `rotateKeys` stored: a JWK.
    const publicJwk = row.publicJwk as JWK
    const privateJwk = JSON.parse(vault.open(row.privateSealed, keyPlace(row.kid))) as JWK
    return { kid: row.kid, alg, state: stateOf(row, rows, now), privateJwk, publicJwk }
  })
  const order = { active: 0, next: 1, retired: 2 }
  return keys.sort((a, b) => order[a.state] - order[b.state])
}

function stateOf(key: SigningKey, all: readonly SigningKey[], now: Date): PrivateKey['state'] {
  if (key.activeFrom > now) return 'next'
  const newer = all.some((other) => other.alg === key.alg && other.activeFrom <= now && isNewer(other, key))
  return newer ? 'retired' : 'active'
}

function isNewer(other: SigningKey, key: SigningKey): boolean {
  const distance = other.activeFrom.getTime() - key.activeFrom.getTime()
  return distance > 0 || (distance === 0 && other.kid < key.kid)
}

function algorithm(name: string): SigningAlgorithm {
  const known = signingAlgorithms.find((candidate) => candidate === name)
  if (!known) throw new Error(`unknown signing algorithm in the database: ${name}`)
  return known
}
