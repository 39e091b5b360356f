import { z } from 'zod'
import type { Vault } from '../../../kit/secrets.ts'

/** What of a provider's settings must not lie in the database in clear. */
export const secretNames = ['clientSecret', 'privateKey', 'consumerSecret'] as const
export type ProviderSecrets = Readonly<Partial<Record<(typeof secretNames)[number], string>>>

const secrets = z.partialRecord(z.enum(secretNames), z.string())

/** Where the secrets of a provider are sealed. */
export function secretsPlace(provider: string): string {
  return `provider_configs.secret:${provider}`
}

/** The secrets of a provider in the form of the column `secretSealed`. */
export function sealSecrets(vault: Vault, provider: string, values: ProviderSecrets): string | null {
  return Object.keys(values).length === 0 ? null : vault.seal(JSON.stringify(values), secretsPlace(provider))
}

/** What `sealSecrets` made. */
export function openSecrets(vault: Vault, row: { provider: string; secretSealed: string | null }): ProviderSecrets {
  return row.secretSealed === null
    ? {}
    : secrets.parse(JSON.parse(vault.open(row.secretSealed, secretsPlace(row.provider))))
}
