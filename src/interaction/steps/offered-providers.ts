import { listProviders } from '../../core/federation/settings/list-providers.ts'
import { pathOf, type Step } from '../step.ts'

/** The providers that a page of this request offers; nothing where none is set up. */
export async function offeredProviders(step: Step) {
  const providers = await listProviders(step.services)
  return providers.length === 0 ? undefined : { action: pathOf(step, '/federated'), providers }
}
