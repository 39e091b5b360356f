import type Koa from 'koa'
import type { UserId } from '../kit/ids.ts'

/** An authorization request that waits for a person. */
export interface PendingRequest {
  readonly uid: string
  readonly prompt: { readonly name: string; readonly reasons: readonly string[] }
  readonly client: RequestingClient
  /** The authorization request as the application made it. */
  readonly params: Readonly<Record<string, unknown>>
  /** Who is signed in in this browser. */
  readonly accountId: UserId | undefined
  /** What the application asks for and was not given yet. */
  readonly missing: MissingConsent
}

export interface RequestingClient {
  readonly clientId: string
  readonly name: string
  readonly url: string | undefined
  readonly logoUrl: string | undefined
  readonly origin: 'known' | 'registered-itself' | 'hosted-metadata'
}

export interface MissingConsent {
  readonly scopes: readonly string[]
  readonly resourceScopes: Readonly<Record<string, readonly string[]>>
}

export interface SignedIn {
  readonly userId: UserId
  /** Authentication methods (RFC 8176). */
  readonly methods: readonly string[]
  readonly acr: string
  /** Keep the session beyond the life of the browser window. */
  readonly remember: boolean
}

/** What this door needs of the protocol: each step answers with the address to send the browser to. */
export interface Requests {
  /** The request of this browser at this address; `sign-in.restart` when there is none any more. */
  get(ctx: Koa.Context, uid: string): Promise<PendingRequest>
  signIn(ctx: Koa.Context, uid: string, result: SignedIn): Promise<string>
  /** Goes on with whoever is signed in in this browser (`prompt=select_account`). */
  keepAccount(ctx: Koa.Context, uid: string): Promise<string>
  allow(ctx: Koa.Context, uid: string): Promise<string>
  deny(ctx: Koa.Context, uid: string): Promise<string>
  /** Where a request that is gone begins again, if it is remembered. */
  findRestart(uid: string): Promise<string | undefined>
}
