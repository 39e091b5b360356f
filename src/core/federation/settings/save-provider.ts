import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { describeProvider } from '../catalog.ts'
import type { ProviderSettings } from '../provider.ts'
import { openSecrets, type ProviderSecrets, sealSecrets } from './provider-secrets.ts'

export interface SaveProvider {
  readonly id: string
  readonly label?: string | undefined
  readonly enabled: boolean
  /** Secrets that are left out stay as they are. */
  readonly secrets: ProviderSecrets
  readonly settings: Omit<ProviderSettings, keyof ProviderSecrets>
}

/** Keeps what the administrator decided about a provider; from then on it counts instead of the environment. */
export async function saveProvider({ store, vault, clock }: Services, input: SaveProvider): Promise<void> {
  const { id, label, enabled, secrets, settings } = input
  const { clientId, scopes = [], ...others } = settings
  const before = await store.providers.find(id)
  const allSecrets: ProviderSecrets = { ...(before ? openSecrets(vault, before) : {}), ...secrets }
  const whole: ProviderSettings = { ...settings, ...allSecrets }
  const provider = describeProvider(id, whole)
  if (!provider) throw new AppError('input.invalid', { issuer: 'is required for a provider of your own' })
  const missing = provider.requires?.find((name) => whole[name] === undefined)
  if (missing) throw new AppError('input.invalid', { [missing]: 'is required' })
  const now = clock.now()
  await store.providers.save({
    provider: id,
    label: label ?? null,
    enabled,
    clientId,
    scopes: [...scopes],
    secretSealed: sealSecrets(vault, id, allSecrets),
    settings: others,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  })
}
