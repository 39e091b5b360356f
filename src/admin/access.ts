import type { RouterContext } from '@koa/router'
import type Koa from 'koa'
import { authenticateKey, type KeyHolder } from '../core/api-keys/authenticate-key.ts'
import type { Author } from '../core/audit/author.ts'
import { seenFrom } from '../core/audit/visit.ts'
import { AppError } from '../errors.ts'
import { addressPrefix } from '../http/client-address.ts'
import { type Door, entrance, type Member } from '../http/own-pages/enter.ts'
import type { PageSessions } from '../http/own-pages/page-sessions.ts'
import { hours } from '../kit/clock.ts'
import type { Services } from '../services.ts'

/** What somebody wants to do: a key for reading cannot write. */
export type Access = 'read' | 'write'

/** Lets in who presents a backend key in the `Authorization` header, and nowhere else (RFC 6750 section 2.3 is why). */
export async function enterWithKey(services: Services, ctx: Koa.Context, access: Access): Promise<KeyHolder> {
  const presented = /^Bearer +([\x21-\x7e]{1,8192})$/i.exec(ctx.get('authorization'))?.[1]
  if (presented === undefined) throw new AppError('key.missing')
  const holder = await authenticateKey(services, {
    presented,
    addressPrefix: addressPrefix(String(ctx.state['address'])),
  })
  const allowed = holder.scopes.includes('*') || (access === 'read' && holder.scopes.includes('read'))
  if (!allowed) throw new AppError('admin.required')
  return holder
}

/** The administrators' pages: for administrators whose sign-in is of today (security 6.3). */
export const adminDoor: Door = {
  home: '/admin',
  lasts: hours(12),
  admit({ isAdmin }) {
    if (!isAdmin) throw new AppError('admin.required')
  },
}

/** What the pages need beside the services. */
export interface Setting {
  /** Makes what changed about keys, scopes and settings count at once. */
  readonly refreshEngine: () => Promise<void>
}

/** An administrator at one of these pages. */
export interface Operator extends Member, Setting {
  readonly by: Author
}

type Handler = (operator: Operator) => Promise<void> | void
type Guard = (handler: Handler) => (ctx: RouterContext) => Promise<void>

export interface Guards {
  /** For looking, and for what can be taken back. */
  readonly operator: Guard
  /** For secrets, keys, roles and deletions. */
  readonly freshOperator: Guard
}

/** The guards of the pages: who is no administrator is refused with every request, also in the middle of a visit. */
export function operators(services: Services, sessions: PageSessions, setting: Setting): Guards {
  const { member, fresh } = entrance(services, sessions, adminDoor)
  const as = (handler: Handler) => (person: Member) => handler({ ...person, ...setting, by: authorOf(person) })
  return {
    operator: (handler: Handler) => member(as(handler)),
    freshOperator: (handler: Handler) => fresh(as(handler)),
  }
}

function authorOf({ user, visit }: Member): Author {
  return { actor: { type: 'user', id: user.id }, ...seenFrom(visit) }
}
