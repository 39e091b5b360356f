import type { RouterContext } from '@koa/router'
import type Koa from 'koa'
import type { Visit } from '../../core/audit/visit.ts'
import { maySignIn } from '../../core/users/may-sign-in.ts'
import { AppError } from '../../errors.ts'
import { after, minutes, type Seconds } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'
import type { User } from '../../store/users.ts'
import { visitOf } from '../visit.ts'
import type { PageSession, PageSessions } from './page-sessions.ts'

/** How long a sign-in counts as fresh for sensitive changes (security 6.3, step-up). */
export const freshFor = minutes(10)

/** A signed-in person at one of our own pages. */
export interface Member {
  readonly services: Services
  readonly ctx: RouterContext
  readonly user: User
  readonly session: PageSession
  readonly visit: Visit
}

export interface Door {
  /** Where the pages of this door begin, such as `/account`. */
  readonly home: string
  /** How long a sign-in is good enough for these pages, when not as long as it lasts. */
  readonly lasts?: Seconds
  /** Throws for a person whom these pages are not for. */
  readonly admit?: (user: User) => void
}

type Handler = (member: Member) => Promise<void> | void

/** Makes the guards of a door: `member` wants a session, `fresh` one that was proven within ten minutes. */
export function entrance(services: Services, sessions: PageSessions, door: Door) {
  const { clock, store } = services
  const isWithin = (session: PageSession, seconds?: Seconds) =>
    seconds === undefined || clock.now() <= after(session.authTime, seconds)
  const guard =
    (handler: Handler, wanted?: Seconds) =>
    async (ctx: RouterContext): Promise<void> => {
      const session = await sessions.find(ctx)
      const user = session && (await store.users.find(session.userId))
      const goSignIn = (fresh: boolean) => toSignIn({ services, sessions, door, ctx, fresh })
      if (!session || !user || !maySignIn(user, clock.now())) return goSignIn(false)
      door.admit?.(user)
      if (!isWithin(session, wanted)) return goSignIn(true)
      return handler({ services, ctx, user, session, visit: visitOf(ctx, user.locale === null ? [] : [user.locale]) })
    }
  return {
    member: (handler: Handler) => guard(handler, door.lasts),
    fresh: (handler: Handler) => guard(handler, freshFor),
  }
}

interface WayIn {
  readonly services: Services
  readonly sessions: PageSessions
  readonly door: Door
  readonly ctx: RouterContext
  readonly fresh: boolean
}

// A form is not sent again after a sign-in: the person comes back to the page it stood on.
function toSignIn({ services: { vault, issuer }, sessions, door, ctx, fresh }: WayIn): void {
  const from = URL.parse(ctx.method === 'GET' ? ctx.url : ctx.get('referer'), issuer)
  from?.searchParams.delete('saved')
  const state = vault.seal(`${from?.pathname ?? door.home}${from?.search ?? ''}`.slice(0, 500), placeOf(door))
  ctx.status = 303
  ctx.redirect(sessions.signInUrl({ callback: `${door.home}/callback`, state, fresh }))
}

/** Comes back from a sign-in to the page that asked for it; never anywhere else. */
export function returnFromSignIn({ vault }: Services, door: Door): Koa.Middleware {
  return async (ctx) => {
    ctx.status = 303
    ctx.redirect(ctx.query['error'] === undefined ? openState(vault, door, String(ctx.query['state'])) : '/')
  }
}

function openState(vault: Services['vault'], door: Door, state: string): string {
  try {
    const path = vault.open(state, placeOf(door))
    const rest = path.startsWith(door.home) ? path.slice(door.home.length) : 'elsewhere'
    return /^(?:[/?]|$)/.test(rest) ? path : door.home
  } catch (cause) {
    throw new AppError('attempt.invalid', {}, { cause })
  }
}

function placeOf({ home }: Door): string {
  return `${home.slice(1)}.state`
}
