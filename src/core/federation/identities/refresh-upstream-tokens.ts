import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { during } from '../protocol/during.ts'
import { tidyTokens } from '../protocol/tidy-tokens.ts'
import type { CodeProvider, Upstream, UpstreamTokens } from '../provider.ts'
import { getProvider } from '../settings/effective-provider.ts'
import { openUpstream } from '../settings/open-upstream.ts'
import { refreshTokens } from '../upstream.ts'

export interface RefreshUpstreamTokens {
  readonly provider: string
  readonly refreshToken: string
}

/** New tokens from a provider for one of its refresh tokens. */
export async function refreshUpstreamTokens(services: Services, input: RefreshUpstreamTokens): Promise<UpstreamTokens> {
  const upstream = await openUpstream(services, await getProvider(services, input.provider))
  const tokens = await during(input.provider, 'upstream.exchange-failed', () => refresh(upstream, input.refreshToken))
  return tidyTokens(services.clock, tokens)
}

async function refresh(upstream: Upstream, refreshToken: string): Promise<UpstreamTokens> {
  const { provider } = upstream
  if (provider.protocol !== 'custom') {
    return refreshTokens({ ...upstream, provider } satisfies Upstream<CodeProvider>, refreshToken)
  }
  if (!provider.refresh) throw new AppError('upstream.refresh-missing', { provider: provider.id })
  return provider.refresh(upstream, refreshToken)
}
