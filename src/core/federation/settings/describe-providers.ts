import { z } from 'zod'
import type { Services } from '../../../services.ts'
import type { ProviderConfig } from '../../../store/providers.ts'
import { catalog } from '../catalog.ts'
import { combine } from './effective-provider.ts'

/** A provider as an operator sees it: what is set and by whom, never a secret. */
export interface DescribedProvider {
  readonly id: string
  readonly label: string
  /** Whether people can sign in with it now. */
  readonly enabled: boolean
  readonly setBy: 'administrator' | 'environment' | undefined
  readonly clientId: string | undefined
  readonly hasSecret: boolean
  readonly scopes: readonly string[]
  readonly settings: Readonly<Record<string, string>>
  readonly updatedAt: Date | undefined
}

const shown = z.record(z.string(), z.string()).catch({})

/** Every provider there is: the catalog, and those an operator has added. */
export async function describeProviders(services: Services): Promise<readonly DescribedProvider[]> {
  const { store, config } = services
  const rows = new Map((await store.providers.list()).map((row) => [row.provider, row]))
  const ids = new Set([...catalog.map(({ id }) => id), ...Object.keys(config.social).sort(), ...rows.keys()])
  return [...ids].map((id) => describe(services, id, rows.get(id)))
}

function describe(services: Services, id: string, row: ProviderConfig | undefined): DescribedProvider {
  const environment = services.config.social[id]
  const effective = combine(services, id, row)
  return {
    id,
    label: effective?.label ?? row?.label ?? catalog.find((entry) => entry.id === id)?.label ?? id,
    enabled: effective !== undefined,
    setBy: row ? 'administrator' : environment && 'environment',
    clientId: row?.clientId ?? environment?.clientId,
    hasSecret: row ? row.secretSealed !== null : environment?.clientSecret !== undefined,
    scopes: row?.scopes ?? environment?.scopes ?? [],
    settings: row ? shown.parse(row.settings) : {},
    updatedAt: row?.updatedAt,
  }
}
