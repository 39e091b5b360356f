import type Koa from 'koa'
import type { UserId } from '../kit/ids.ts'

export interface AccountSession {
  readonly userId: UserId
  /** As `sign_ins.uidDigest` has it. */
  readonly uidDigest: string
  /** When the person last proved who they are. */
  readonly authTime: Date
}

/** What this door needs of the protocol. */
export interface AccountSessions {
  find(ctx: Koa.Context): Promise<AccountSession | undefined>
  /** Where a browser signs in; it comes back to `/account/callback` with this `state`. */
  signInUrl(input: { readonly state: string; readonly fresh: boolean }): string
}
