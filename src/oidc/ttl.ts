import type { Client, Configuration } from 'oidc-provider'
import type { Lifetimes } from '../config.ts'
import { epoch, hours, minutes, seconds } from '../kit/clock.ts'
import type { Services } from '../services.ts'
import { deviceCodeLife } from './device/device-polling.ts'
import { isFapi } from './fapi.ts'

interface ResourceToken {
  readonly resourceServer?: { readonly accessTokenTTL?: number }
}

interface BrowserSession {
  /** Absent as long as nobody has signed in: then it only carries a form. */
  readonly accountId?: string
  /** When the person signed in, in seconds since 1970. */
  readonly loginTs?: number
  /** The person did not ask to be remembered. */
  readonly transient?: boolean
}

interface ChainedToken {
  /** Seconds since the first token of this chain. */
  totalLifetime(): number
}

// A window that stays open for ever is not a person who is there (security 6.3).
const idle = hours(24)

/** How long everything lives, in seconds. */
export function ttl({ config, clock }: Pick<Services, 'config' | 'clock'>): NonNullable<Configuration['ttl']> {
  const { ttl: lifetimes } = config
  const accessToken = (_ctx: unknown, token: ResourceToken) =>
    token.resourceServer?.accessTokenTTL ?? lifetimes.accessToken
  const table = {
    AccessToken: accessToken,
    // FAPI 2.0 5.3.2.1: at most a minute, whatever the setting.
    AuthorizationCode: (_ctx: unknown, _code: unknown, client: Client) =>
      isFapi(client) ? Math.min(lifetimes.code, minutes(1)) : lifetimes.code,
    ClientCredentials: accessToken,
    DeviceCode: deviceCodeLife,
    // A grant outlives the tokens that hang on it.
    Grant: Math.max(lifetimes.refreshTokenMax, lifetimes.session) + minutes(10),
    IdToken: lifetimes.idToken,
    Interaction: lifetimes.interaction,
    PushedAuthorizationRequest: seconds(60),
    RefreshToken: (_ctx: unknown, token: ChainedToken) => refreshTokenLife(token, lifetimes),
    Session: (_ctx: unknown, session: BrowserSession) =>
      session.accountId
        ? sessionLife(session, lifetimes.session - (epoch(clock.now()) - (session.loginTs ?? 0)))
        : lifetimes.interaction,
  }
  // The engine's types know these functions with its own token classes.
  return table as unknown as NonNullable<Configuration['ttl']>
}

// What is left counts from the sign-in, however often the person comes by; who is not remembered comes by every day.
function sessionLife({ transient }: BrowserSession, left: number): number {
  return Math.max(1, transient ? Math.min(idle, left) : left)
}

// Idle life, cut off by the absolute life of the chain.
function refreshTokenLife(token: ChainedToken, { refreshToken, refreshTokenMax }: Lifetimes): number {
  return Math.max(1, Math.min(refreshToken, refreshTokenMax - token.totalLifetime()))
}
