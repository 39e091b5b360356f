import type { RouterContext } from '@koa/router'
import type Koa from 'koa'
import type { Visit } from '../core/audit/visit.ts'
import { maySignIn } from '../core/users/may-sign-in.ts'
import { AppError } from '../errors.ts'
import { visitOf } from '../http/visit.ts'
import { after, minutes } from '../kit/clock.ts'
import type { Services } from '../services.ts'
import type { User } from '../store/users.ts'
import type { AccountSession, AccountSessions } from './account-sessions.ts'

/** How long a sign-in counts as fresh for sensitive changes (security 6.3, step-up). */
export const freshFor = minutes(10)

const place = 'account.state'

/** A signed-in person at one of their pages. */
export interface Member {
  readonly services: Services
  readonly ctx: RouterContext
  readonly user: User
  readonly session: AccountSession
  readonly visit: Visit
}

type Handler = (member: Member) => Promise<void> | void

/** Makes the guards of this door: `member` wants a session, `fresh` one that was proven within ten minutes. */
export function entrance(services: Services, sessions: AccountSessions) {
  const guard = (handler: Handler, wantsFresh: boolean) => async (ctx: RouterContext) => {
    const session = await sessions.find(ctx)
    const user = session && (await services.store.users.find(session.userId))
    if (!session || !user || !maySignIn(user, services.clock.now())) return toSignIn(services, sessions, ctx, false)
    const isFresh = services.clock.now() <= after(session.authTime, freshFor)
    if (wantsFresh && !isFresh) return toSignIn(services, sessions, ctx, true)
    return handler({ services, ctx, user, session, visit: visitOf(ctx, user.locale === null ? [] : [user.locale]) })
  }
  return {
    member: (handler: Handler) => guard(handler, false),
    fresh: (handler: Handler) => guard(handler, true),
  }
}

// A form is not sent again after a sign-in: the person comes back to the page it stood on.
function toSignIn({ vault, issuer }: Services, sessions: AccountSessions, ctx: RouterContext, fresh: boolean): void {
  const from = URL.parse(ctx.method === 'GET' ? ctx.url : ctx.get('referer'), issuer)
  from?.searchParams.delete('saved')
  const state = vault.seal(`${from?.pathname ?? '/account'}${from?.search ?? ''}`.slice(0, 500), place)
  ctx.status = 303
  ctx.redirect(sessions.signInUrl({ state, fresh }))
}

/** Comes back from a sign-in to the page that asked for it; never anywhere else. */
export function returnFromSignIn({ vault }: Services): Koa.Middleware {
  return async (ctx) => {
    ctx.status = 303
    ctx.redirect(ctx.query['error'] === undefined ? openState(vault, String(ctx.query['state'])) : '/')
  }
}

function openState(vault: Services['vault'], state: string): string {
  try {
    const path = vault.open(state, place)
    return /^\/account(?:[/?]|$)/.test(path) ? path : '/account'
  } catch (cause) {
    throw new AppError('attempt.invalid', {}, { cause })
  }
}
