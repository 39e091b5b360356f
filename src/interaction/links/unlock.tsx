import type { RouterContext } from '@koa/router'
import { ConfirmLink, LinkEnd } from '../../../views/interaction/link.tsx'
import { findUnlock, unlockPassword } from '../../core/passwords/recovery/unlock-password.ts'
import { visitOf } from '../../http/visit.ts'
import type { Services } from '../../services.ts'
import { orSpent, showLinkPage } from './link-page.tsx'

/** The page behind the link that wakes a resting password; opening it changes nothing. */
export async function showUnlock(services: Services, ctx: RouterContext): Promise<void> {
  const token = String(ctx.params['token'])
  await orSpent(services, ctx, async () => {
    const { clientId } = await findUnlock(services, token)
    await showLinkPage(services, ctx, <ConfirmLink action={`/unlock/${token}`} />, { clientId })
  })
}

/** Lets the password be tried again. */
export async function unlock(services: Services, ctx: RouterContext): Promise<void> {
  await orSpent(services, ctx, async () => {
    const { clientId } = await unlockPassword(services, { token: String(ctx.params['token']), visit: visitOf(ctx) })
    await showLinkPage(services, ctx, <LinkEnd end="unlock" />, { clientId })
  })
}
