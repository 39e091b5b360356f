import type Koa from 'koa'
import type { UserId } from '../../kit/ids.ts'

export interface PageSession {
  readonly userId: UserId
  /** As `sign_ins.uidDigest` has it. */
  readonly uidDigest: string
  /** When the person last proved who they are. */
  readonly authTime: Date
}

/** What the pages of signed-in people need of the protocol. */
export interface PageSessions {
  find(ctx: Koa.Context): Promise<PageSession | undefined>
  /** Where a browser signs in; it comes back to the `callback` path with this `state`. */
  signInUrl(input: { readonly callback: string; readonly state: string; readonly fresh: boolean }): string
}
