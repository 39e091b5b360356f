import type { Configuration } from 'oidc-provider'
import type { Config, Lifetimes } from '../config.ts'
import { minutes, seconds } from '../kit/clock.ts'

interface ResourceToken {
  readonly resourceServer?: { readonly accessTokenTTL?: number }
}

interface ChainedToken {
  /** Seconds since the first token of this chain. */
  totalLifetime(): number
}

/** How long everything lives, in seconds. */
export function ttl({ ttl: lifetimes }: Config): NonNullable<Configuration['ttl']> {
  const accessToken = (_ctx: unknown, token: ResourceToken) => token.resourceServer?.accessTokenTTL ?? lifetimes.accessToken
  const table = {
    AccessToken: accessToken,
    AuthorizationCode: lifetimes.code,
    ClientCredentials: accessToken,
    DeviceCode: minutes(10),
    // A grant outlives the tokens that hang on it.
    Grant: Math.max(lifetimes.refreshTokenMax, lifetimes.session) + minutes(10),
    IdToken: lifetimes.idToken,
    Interaction: lifetimes.interaction,
    PushedAuthorizationRequest: seconds(60),
    RefreshToken: (_ctx: unknown, token: ChainedToken) => refreshTokenLife(token, lifetimes),
    Session: lifetimes.session,
  }
  // The engine's types know these functions with its own token classes.
  return table as unknown as NonNullable<Configuration['ttl']>
}

// Idle life, cut off by the absolute life of the chain.
function refreshTokenLife(token: ChainedToken, { refreshToken, refreshTokenMax }: Lifetimes): number {
  return Math.max(1, Math.min(refreshToken, refreshTokenMax - token.totalLifetime()))
}
