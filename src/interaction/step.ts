import type { RouterContext } from '@koa/router'
import type { VNode } from 'preact'
import type { Visit } from '../core/audit/visit.ts'
import { brandFor } from '../core/branding/brand-of-client.ts'
import { AppError } from '../errors.ts'
import { page } from '../http/page.tsx'
import { visitOf } from '../http/visit.ts'
import type { Brand, Services } from '../services.ts'
import { askedLocales } from './asked-locales.ts'
import type { PendingRequest, Requests } from './requests.ts'

/** One request of a person on the way into an application. */
export interface Step {
  readonly services: Services
  readonly requests: Requests
  readonly ctx: RouterContext
  readonly request: PendingRequest
  readonly visit: Visit
  /** Languages that go before the browser's: the application's, then the account's. */
  readonly locales: readonly string[]
  /** Whose name and logo the pages bear: the application's, if it has its own, or the instance's. */
  readonly brand: Brand
}

/** Prepares a step: the request it belongs to, and who asks. */
export async function takeStep(services: Services, requests: Requests, ctx: RouterContext): Promise<Step> {
  const request = await requests.get(ctx, String(ctx.params['uid']))
  const person = request.accountId === undefined ? undefined : await services.store.users.find(request.accountId)
  const locales = [...askedLocales(request), ...(person?.locale ? [person.locale] : [])]
  const { clientId } = request.client
  const brand = await brandFor(services, clientId)
  return { services, requests, ctx, request, visit: visitOf(ctx, locales, clientId), locales, brand }
}

/** What the secrets of this step are bound to: a code or a challenge of one interaction is nothing in another. */
export function subjectOf({ request }: Step): string {
  return `interaction:${request.uid}`
}

/** An address below this interaction. */
export function pathOf({ request }: Step, path = ''): string {
  return `/interaction/${request.uid}${path}`
}

/** Shows a page of this step. */
export function show({ services, ctx, request, locales, brand }: Step, view: VNode, problem?: AppError): void {
  const retryAfter = problem?.detail['retryAfter']
  if (typeof retryAfter === 'number') ctx.set('Retry-After', String(retryAfter))
  page(ctx, services, view, { status: problem?.status ?? 200, locales, clientId: request.client.clientId, brand })
}

/** Sends the browser on. */
export function goTo({ ctx }: Step, address: string): void {
  ctx.status = 303
  ctx.redirect(address)
}

/** Whether a page shows this refusal itself, with what was typed; other errors have pages of their own. */
export function isShown(error: unknown): error is AppError {
  if (!(error instanceof AppError)) return false
  // When the hashing queue is full or a provider fails, the person tries again or chooses another way.
  if (error.code === 'server.busy' || error.code.startsWith('upstream.')) return true
  return error.status < 500 && error.code !== 'sign-in.restart'
}
