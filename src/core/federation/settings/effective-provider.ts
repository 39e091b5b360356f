import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import type { ProviderConfig } from '../../../store/providers.ts'
import { describeProvider } from '../catalog.ts'
import type { Provider, ProviderSettings } from '../provider.ts'
import { openSecrets } from './provider-secrets.ts'

/** A provider that may be used now, with the settings that hold. */
export interface EffectiveProvider {
  readonly provider: Provider
  readonly label: string
  readonly settings: ProviderSettings
}

type Sources = Pick<Services, 'config' | 'vault'>

const stored = z.record(z.string(), z.string())

/** The provider with what the administrator set, or else the environment; refused when it is off or incomplete. */
export async function getProvider(services: Services, id: string): Promise<EffectiveProvider> {
  const row = await services.store.providers.find(id)
  const effective = combine(services, id, row)
  if (effective) return effective
  const configured = row !== undefined || id in services.config.social
  throw new AppError(isKnown(services, id, row) ? 'provider.disabled' : 'provider.unknown', {
    provider: id,
    configured,
  })
}

/** The same without a refusal, for lists. */
export function combine(sources: Sources, id: string, row: ProviderConfig | undefined): EffectiveProvider | undefined {
  const environment = fromEnvironment(sources, id)
  const settings = row ? rowSettings(sources, row, environment) : environment
  if (!settings || row?.enabled === false) return undefined
  const provider = describeProvider(id, settings)
  if (!provider || provider.requires?.some((name) => settings[name] === undefined)) return undefined
  return { provider, settings, label: row?.label || provider.label }
}

function isKnown({ config }: Services, id: string, row: ProviderConfig | undefined): boolean {
  const known = row !== undefined || fromEnvironment({ config }, id) !== undefined
  return known || describeProvider(id, { clientId: '' }) !== undefined
}

// Ids come from URLs: what every object inherits is not a provider.
function fromEnvironment({ config }: Pick<Sources, 'config'>, id: string): ProviderSettings | undefined {
  return Object.hasOwn(config.social, id) ? config.social[id] : undefined
}

// Endpoints of the environment stay below what the administrator set; credentials come from one place, never from both.
function rowSettings({ vault }: Sources, row: ProviderConfig, environment?: ProviderSettings): ProviderSettings {
  const { clientSecret: _secret, privateKey: _key, consumerSecret: _consumer, ...base } = environment ?? {}
  return {
    ...base,
    ...stored.catch({}).parse(row.settings),
    ...openSecrets(vault, row),
    clientId: row.clientId,
    ...(row.scopes.length > 0 ? { scopes: row.scopes } : {}),
  }
}
