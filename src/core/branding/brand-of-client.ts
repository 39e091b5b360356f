import type { Brand, Services } from '../../services.ts'
import { type BrandChoice, brandShape } from './create-branding.ts'

/** What an application chose about its looks; nothing when it chose nothing or is unknown. */
export async function brandOfClient({ store }: Pick<Services, 'store'>, clientId: string): Promise<BrandChoice> {
  const client = clientId.length > 200 ? undefined : await store.clients.findByClientId(clientId)
  return brandShape.catch({}).parse(client?.brand ?? {})
}

/** The brand that pages and mails have on the way into an application: its own where it chose one, else the instance's. */
export async function brandFor(
  services: Pick<Services, 'store' | 'branding'>,
  clientId: string | undefined,
): Promise<Brand> {
  const ours = services.branding.current()
  const own = clientId === undefined ? {} : await brandOfClient(services, clientId)
  // Under another name our logo would be a lie.
  const { name = ours.name, logoUrl = own.name === undefined ? ours.logoUrl : undefined, accent = ours.accent } = own
  return { name, logoUrl, accent }
}
