import type Koa from 'koa'
import type { VNode } from 'preact'
import { z } from 'zod'
import type { AppError } from '../../errors.ts'
import { page } from '../page.tsx'
import type { Member } from './enter.ts'

/** Answers with a page in the person's own language, and with the status of what it tells of. */
export function show({ services, ctx, user }: Member, view: VNode, problem?: AppError): void {
  const retryAfter = problem?.detail['retryAfter']
  if (typeof retryAfter === 'number') ctx.set('Retry-After', String(retryAfter))
  const locales = user.locale === null ? [] : [user.locale]
  page(ctx, services, view, { locales, status: problem?.status ?? 200, isAdmin: user.isAdmin })
}

/** Ends a form: the browser goes to the page, which says that the change was kept. */
export function saved({ ctx }: Member, path: string): void {
  ctx.status = 303
  ctx.redirect(`${path}?saved=1`)
}

/** Whether this page was reached by `saved`. */
export function wasSaved({ ctx }: Member): boolean {
  return ctx.query['saved'] === '1'
}

/** Sends the browser to another of our pages. */
export function goTo({ ctx }: Member, path: string): void {
  ctx.status = 303
  ctx.redirect(path)
}

/** What was typed into these fields, to show it again. */
export function typed<Name extends string>(
  ctx: Koa.Context,
  names: readonly Name[],
  longest = 2000,
): Record<Name, string> {
  const body = z.record(z.string(), z.unknown()).catch({}).parse(ctx.request.body)
  const texts = names.map((name) => [name, typeof body[name] === 'string' ? String(body[name]).slice(0, longest) : ''])
  // The keys are the names that were asked for.
  return Object.fromEntries(texts) as Record<Name, string>
}
