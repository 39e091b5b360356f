import type Koa from 'koa'
import type { VNode } from 'preact'
import { LinkEnd } from '../../../views/interaction/link.tsx'
import { brandFor } from '../../core/branding/brand-of-client.ts'
import { AppError } from '../../errors.ts'
import { page } from '../../http/page.tsx'
import type { Services } from '../../services.ts'

export interface LinkPage {
  readonly problem?: AppError | undefined
  /** The application its reader came from. */
  readonly clientId?: string | undefined
}

/** Shows a page whose address holds a secret: nothing of the address leaves with the next request (security M06). */
export async function showLinkPage(
  services: Services,
  ctx: Koa.Context,
  view: VNode,
  { problem, clientId }: LinkPage = {},
): Promise<void> {
  const retryAfter = problem?.detail['retryAfter']
  if (typeof retryAfter === 'number') ctx.set('Retry-After', String(retryAfter))
  const brand = await brandFor(services, clientId)
  page(ctx, services, view, { status: problem?.status ?? 200, clientId, brand })
  ctx.set('Referrer-Policy', 'no-referrer')
}

/** Does the work of a link; one that is not good, or not any more, gets a page that says so. */
export async function orSpent(services: Services, ctx: Koa.Context, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!isSpentLink(error)) throw error
    await showLinkPage(services, ctx, <LinkEnd end="expired" />, { problem: error })
  }
}

/** Whether a refusal says that a link is not good, or not any more. */
export function isSpentLink(error: unknown): error is AppError {
  return error instanceof AppError && error.code.startsWith('ticket.')
}
