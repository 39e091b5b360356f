import type { Services } from '../../../services.ts'
import type { LinkPolicy } from '../matching/resolve-user.ts'
import { combine } from './effective-provider.ts'

/** The terms of a door, less what the operator forbids for this provider: its addresses may be no reason to join accounts. */
export async function providerPolicy(services: Services, provider: string, policy: LinkPolicy): Promise<LinkPolicy> {
  const effective = combine(services, provider, await services.store.providers.find(provider))
  return { ...policy, merge: policy.merge && effective?.settings.allowEmailMerge !== 'off' }
}
