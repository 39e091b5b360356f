import type { Clock } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'

/** Credentials and overrides of a provider, from the environment or the administrator. */
export type ProviderSettings = Services['config']['social'][string]

/** Who a provider says the person is. `emailVerified` is true only when the provider vouches for the address. */
export interface Identified {
  readonly subject: string
  readonly emailVerified: boolean
  readonly email?: string | undefined
  readonly name?: string | undefined
  readonly firstName?: string | undefined
  readonly lastName?: string | undefined
  readonly username?: string | undefined
  readonly picture?: string | undefined
  readonly locale?: string | undefined
}

/** What a provider gave us to act for the person; `expiresAt` counts seconds since 1970, so it survives JSON. */
export interface UpstreamTokens {
  readonly accessToken: string
  readonly accessTokenSecret?: string | undefined
  readonly refreshToken?: string | undefined
  readonly idToken?: string | undefined
  readonly expiresAt?: number | undefined
  readonly scopes: readonly string[]
}

export interface Endpoints {
  readonly issuer?: string | undefined
  readonly authorizationUrl?: string | undefined
  readonly tokenUrl?: string | undefined
  readonly profileUrl?: string | undefined
  readonly emailsUrl?: string | undefined
  readonly jwksUrl?: string | undefined
  readonly requestTokenUrl?: string | undefined
}

/** What discovery tells beside the endpoints. */
export interface Metadata extends Endpoints {
  readonly answersNameIssuer?: boolean | undefined
  readonly clientAuthentication?: 'basic' | 'post' | undefined
}

/** Endpoints as they hold for one sign-in, overrides and discovery applied. */
export interface Server extends Metadata {
  readonly authorizationUrl: string
  readonly tokenUrl: string
}

/** A provider ready to be spoken to: its description, our settings there, and a fetch with a time budget. */
export interface Upstream<P extends Provider = Provider> {
  readonly provider: P
  readonly settings: ProviderSettings
  readonly server: Server
  readonly fetch: typeof globalThis.fetch
  readonly clock: Clock
  /** Reads a published document such as a key set; `again` asks for a newer one than we hold. */
  document(url: string, again?: boolean): Promise<unknown>
}

/** What goes into the request that the browser carries to the provider. */
export interface UpstreamRequest {
  readonly redirectUri: string
  readonly state: string | undefined
  readonly scopes: readonly string[]
  readonly params: Readonly<Record<string, string>>
  readonly verifier: string | undefined
  readonly nonce: string | undefined
}

/** What came back, with what we remembered about the request. */
export interface UpstreamAnswer {
  /** An app that received the answer itself hands on the code alone. */
  readonly carrier: 'browser' | 'app'
  readonly params: URLSearchParams
  readonly redirectUri: string
  readonly scopes: readonly string[]
  readonly verifier: string | undefined
  readonly nonce: string | undefined
  readonly secret: string | undefined
}

export interface UpstreamProfile {
  readonly profile: unknown
  readonly tokens: UpstreamTokens
}

interface Description {
  /** Written into URLs and rows; never renamed. */
  readonly id: string
  readonly label: string
  readonly scopes: readonly string[]
  readonly endpoints: Endpoints | ((settings: ProviderSettings) => Endpoints)
  /** Settings without which the provider cannot work, beside the client id. */
  readonly requires?: readonly (keyof ProviderSettings)[]
  /** Pure: from the provider's words to ours; throws when the person cannot be told from others. */
  identify(profile: unknown): Identified
}

/** OAuth 2 or OpenID Connect with an authorization code; every member describes a deviation from the plain case. */
export interface CodeProvider extends Description {
  readonly protocol: 'oauth2' | 'oidc'
  readonly pkce?: false | 'required'
  readonly clientAuthentication?: 'basic' | 'post'
  readonly responseMode?: 'form_post'
  readonly responseType?: string
  readonly scopeSeparator?: string
  /** An OpenID provider that also works by its profile alone, when the token answer holds no ID token. */
  readonly idToken?: 'optional'
  authorizationParams?(settings: ProviderSettings, asked: UpstreamRequest['params']): Readonly<Record<string, string>>
  clientSecret?(settings: ProviderSettings, now: Date): Promise<string>
  profileHeaders?(settings: ProviderSettings): Readonly<Record<string, string>>
  fetchProfile?(get: (url: string) => Promise<unknown>, server: Server): Promise<unknown>
  /** Puts a token answer into the words of RFC 6749 section 5. */
  tokenAnswer?(answer: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>
  /** What the answer in the browser says about the person, beside the code. */
  answerProfile?(params: URLSearchParams): Readonly<Record<string, unknown>>
}

/** A provider with a protocol of its own. */
export interface CustomProvider extends Description {
  readonly protocol: 'custom'
  begin(upstream: Upstream, request: UpstreamRequest): Promise<{ readonly url: URL; readonly secret?: string }>
  complete(upstream: Upstream, answer: UpstreamAnswer): Promise<UpstreamProfile>
  refresh?(upstream: Upstream, refreshToken: string): Promise<UpstreamTokens>
}

export type Provider = CodeProvider | CustomProvider

/** One name for several ways in: the settings say which one is meant. */
export interface ProviderChoice {
  readonly id: string
  readonly label: string
  choose(settings: ProviderSettings): Provider
}

/** Declares a provider; the compiler checks the description and keeps what is special about it. */
export function defineProvider<const P extends Provider>(provider: P): P {
  return provider
}
