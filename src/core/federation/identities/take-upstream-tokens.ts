import type { UserId } from '../../../kit/ids.ts'
import type { Services } from '../../../services.ts'
import type { UpstreamTokens } from '../provider.ts'
import { openTokens } from './token-columns.ts'

/** The tokens of the newest login at a provider, once: they are gone from here when they are handed out. */
export async function takeUpstreamTokens(
  { store, vault, clock }: Services,
  { userId, provider }: { readonly userId: UserId; readonly provider: string },
): Promise<UpstreamTokens | undefined> {
  const newest = (await store.identities.listByUser(userId, provider)).at(-1)
  if (!newest?.tokensSealed) return undefined
  const emptied = { tokensSealed: null, tokensExpireAt: null, updatedAt: clock.now() }
  const taken = await store.identities.replaceTokens(newest.id, newest.tokensSealed, emptied)
  return taken ? openTokens(vault, newest) : undefined
}
