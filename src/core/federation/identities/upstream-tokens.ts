import { AppError } from '../../../errors.ts'
import { epoch, minutes } from '../../../kit/clock.ts'
import type { UserId } from '../../../kit/ids.ts'
import type { Services } from '../../../services.ts'
import type { Identity } from '../../../store/identities.ts'
import type { UpstreamTokens } from '../provider.ts'
import type { LinkedIdentity } from './list-identities.ts'
import { refreshUpstreamTokens } from './refresh-upstream-tokens.ts'
import { openTokens, tokenColumns } from './token-columns.ts'

export interface HeldTokens {
  readonly identity: LinkedIdentity
  readonly tokens: UpstreamTokens
}

/** A token that lives less than this longer is renewed before it is handed out. */
const margin = minutes(1)

/** The tokens a person's logins at a provider gave us, renewed when they are stale. */
export async function upstreamTokens(
  services: Services,
  { userId, provider }: { readonly userId: UserId; readonly provider: string },
): Promise<readonly HeldTokens[]> {
  const identities = await services.store.identities.listByUser(userId, provider)
  const held = await Promise.all(identities.map((identity) => hold(services, identity)))
  return held.flatMap((one) => (one ? [one] : []))
}

async function hold(services: Services, row: Identity): Promise<HeldTokens | undefined> {
  const { tokensSealed: _sealed, ...identity } = row
  const tokens = openTokens(services.vault, row)
  if (!tokens) return undefined
  return { identity, tokens: isStale(tokens, services.clock.now()) ? await renew(services, row, tokens) : tokens }
}

function isStale({ expiresAt }: UpstreamTokens, now: Date): boolean {
  return expiresAt !== undefined && expiresAt - margin <= epoch(now)
}

async function renew(services: Services, row: Identity, stale: UpstreamTokens): Promise<UpstreamTokens> {
  const { store, vault, clock } = services
  const { provider } = row
  if (stale.refreshToken === undefined) throw new AppError('upstream.refresh-missing', { provider })
  try {
    const fresh = await refreshUpstreamTokens(services, { provider, refreshToken: stale.refreshToken })
    const tokens = { ...stale, ...fresh, scopes: fresh.scopes.length > 0 ? fresh.scopes : stale.scopes }
    const change = { ...tokenColumns(vault, row.id, tokens), updatedAt: clock.now() }
    await store.identities.replaceTokens(row.id, row.tokensSealed, change)
    return tokens
  } catch (error) {
    // A provider that rotates refresh tokens refuses the second of two renewals at once: the first one's result counts.
    const now = await store.identities.findOwn(row.userId, row.id)
    const other = now && now.tokensSealed !== row.tokensSealed ? openTokens(vault, now) : undefined
    if (other && !isStale(other, clock.now())) return other
    throw error
  }
}
