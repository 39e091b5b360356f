import { seconds } from '../../../kit/clock.ts'
import { limited } from '../../../kit/outbound.ts'
import type { Services } from '../../../services.ts'
import { readDocument } from '../protocol/documents.ts'
import { during } from '../protocol/during.ts'
import { findServer } from '../protocol/find-server.ts'
import type { Upstream } from '../provider.ts'
import type { EffectiveProvider } from './effective-provider.ts'

/**
 * All calls of one step of a sign-in together take no longer than this: then two hundred people who wait for the same
 * silent provider all have their page back within six seconds (security 5.6).
 */
const budget = seconds(4)

/** Makes a provider ready to be spoken to: endpoints found, calls limited in time and cut off while it keeps failing. */
export async function openUpstream(services: Services, { provider, settings }: EffectiveProvider): Promise<Upstream> {
  const { clock } = services
  const signal = AbortSignal.timeout(budget * 1000)
  const fetch = limited(services.fetch, { circuit: provider.id, signal })
  // Documents that are not to be had must not cut off the rest: there may be older ones, or no need for them.
  const documents = limited(services.fetch, { circuit: `${provider.id} documents`, signal })
  const reader = { shelf: services.fetch, fetch: documents, clock }
  const document: Upstream['document'] = (url, again) => readDocument(reader, url, again)
  const server = await during(provider.id, 'upstream.refused', () => findServer(document, provider, settings))
  return { provider, settings, server, fetch, clock, document }
}
