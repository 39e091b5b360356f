import type { Services } from '../../services.ts'

/** The one address for all doors, for operators who would rather register only one (`UPSTREAM_CALLBACK=canonical`). */
const shared = (provider: string) => `/signin/provider/${provider}/callback`

/** Any provider's. */
export const sharedPath = /^\/signin\/provider\/([\w-]+)\/callback$/

/** Where a provider is told to send browsers back to: the door's own address, or the one that all share. */
export function callbackUrl({ issuer, config }: Pick<Services, 'issuer' | 'config'>, provider: string, own: string) {
  return `${issuer.origin}${config.upstreamCallback === 'canonical' ? shared(provider) : own}`
}
