import { isRefusal } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { catalog } from '../catalog.ts'
import { combine, type EffectiveProvider } from './effective-provider.ts'

export interface ListedProvider {
  readonly id: string
  readonly label: string
}

/** The providers a person can choose from, in the order of the catalog, the administrator's own ones last. */
export async function listProviders(services: Services): Promise<readonly ListedProvider[]> {
  const rows = new Map((await services.store.providers.list()).map((row) => [row.provider, row]))
  const known = catalog.map(({ id }) => id)
  const others = [...Object.keys(services.config.social), ...rows.keys()].filter((id) => !known.includes(id)).sort()
  return [...known, ...new Set(others)].flatMap((id) => {
    const effective = combine(services, id, rows.get(id))
    return effective && startsAlone(effective) ? [{ id, label: effective.label }] : []
  })
}

// A button says nothing but which provider; WorkOS may want to know whose, and only an app can tell.
function startsAlone({ provider, settings }: EffectiveProvider): boolean {
  if (provider.protocol === 'custom') return true
  try {
    provider.authorizationParams?.(settings, {})
    return true
  } catch (error) {
    if (isRefusal(error, 'input.invalid')) return false
    throw error
  }
}
