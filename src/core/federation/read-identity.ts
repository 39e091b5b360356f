import { during } from './protocol/during.ts'
import { tidyIdentity, type UpstreamIdentity } from './protocol/tidy-identity.ts'
import { tidyTokens } from './protocol/tidy-tokens.ts'
import type { CodeProvider, Upstream, UpstreamAnswer } from './provider.ts'
import { redeemCode } from './upstream.ts'

/** Who an answer of a provider stands for. */
export async function readIdentity(upstream: Upstream, answer: UpstreamAnswer): Promise<UpstreamIdentity> {
  const { provider } = upstream
  return during(provider.id, 'upstream.profile-failed', async () => {
    const { profile, tokens } =
      provider.protocol === 'custom'
        ? await provider.complete(upstream, answer)
        : await redeemCode({ ...upstream, provider } satisfies Upstream<CodeProvider>, answer)
    return tidyIdentity(provider.id, provider.identify(profile), profile, tidyTokens(upstream.clock, tokens))
  })
}
