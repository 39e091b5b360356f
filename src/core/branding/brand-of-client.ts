import type { Services } from '../../services.ts'
import { type BrandChoice, brandShape } from './create-branding.ts'

/** What an application chose about its looks; nothing when it chose nothing or is unknown. */
export async function brandOfClient({ store }: Pick<Services, 'store'>, clientId: string): Promise<BrandChoice> {
  const client = clientId.length > 200 ? undefined : await store.clients.findByClientId(clientId)
  return brandShape.catch({}).parse(client?.brand ?? {})
}
