import type { Services } from '../../../services.ts'
import { catalog } from '../catalog.ts'

/** What people call a provider: the administrator's word for it, or the catalog's. */
export async function providerLabel({ store }: Pick<Services, 'store'>, id: string): Promise<string> {
  const row = await store.providers.find(id)
  return row?.label || (catalog.find((entry) => entry.id === id)?.label ?? id)
}
