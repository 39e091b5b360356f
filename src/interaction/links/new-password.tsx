import type { RouterContext } from '@koa/router'
import { z } from 'zod'
import { LinkEnd } from '../../../views/interaction/link.tsx'
import { RecoverExpired, RecoverPassword } from '../../../views/interaction/recover.tsx'
import { findReset } from '../../core/passwords/recovery/find-reset.ts'
import { resetPassword } from '../../core/passwords/recovery/reset-password.ts'
import { resetLife } from '../../core/passwords/recovery/send-reset.ts'
import type { AppError } from '../../errors.ts'
import { passwordField } from '../../http/fields.ts'
import { validate } from '../../http/validate.ts'
import { visitOf } from '../../http/visit.ts'
import type { Services } from '../../services.ts'
import { isShown } from '../step.ts'
import { isSpentLink, showLinkPage } from './link-page.tsx'
import { recoveryOrigin, recoveryPath } from './recovery-origin.ts'

// Which interaction of this browser the recovery began in, so that it goes on there.
const cookie = 'latchkey_recover'
const chosen = z.object({ password: passwordField })

/** Keeps in this browser which sign-in is to go on when the link of the mail was used. */
export function rememberInteraction(ctx: RouterContext, interaction: string | undefined): void {
  if (interaction === undefined) return
  ctx.cookies.set(cookie, interaction, { path: '/recover', httpOnly: true, sameSite: 'lax', maxAge: resetLife * 1000 })
}

/** Asks the holder of the link for a new password; opening it changes nothing. */
export async function showNewPassword(services: Services, ctx: RouterContext, problem?: AppError): Promise<void> {
  const token = String(ctx.params['token'])
  try {
    const { email, clientId } = await findReset(services, token)
    const minimum = services.config.passwordMinLength
    const view = (
      <RecoverPassword action={`/recover/${token}`} email={email} passwordMinimum={minimum} problem={problem} />
    )
    await showLinkPage(services, ctx, view, { problem, clientId })
  } catch (error) {
    if (!isSpentLink(error)) throw error
    await showSpent(services, ctx, error)
  }
}

/** Sets the new password; the person then signs in with it, and with the second step if there is one. */
export async function takeNewPassword(services: Services, ctx: RouterContext): Promise<void> {
  try {
    const { password } = validate(chosen, ctx.request.body)
    const token = String(ctx.params['token'])
    const { clientId } = await findReset(services, token)
    await resetPassword(services, { token, password, visit: visitOf(ctx, [], clientId) })
    const { interaction } = recoveryOrigin.parse({ interaction: ctx.cookies.get(cookie) })
    ctx.cookies.set(cookie, null, { path: '/recover' })
    ctx.status = 303
    ctx.redirect(
      interaction === undefined
        ? recoveryPath('/recover/done', { interaction, client: clientId })
        : `/interaction/${interaction}?done=password`,
    )
  } catch (error) {
    if (!isShown(error)) throw error
    await (isSpentLink(error) ? showSpent(services, ctx, error) : showNewPassword(services, ctx, error))
  }
}

/** Says that the password is changed, in a browser in which no sign-in waits for it. */
export async function showPasswordChanged(services: Services, ctx: RouterContext): Promise<void> {
  const { client } = recoveryOrigin.parse(ctx.query)
  await showLinkPage(services, ctx, <LinkEnd end="password" />, { clientId: client })
}

async function showSpent(services: Services, ctx: RouterContext, problem: AppError): Promise<void> {
  await showLinkPage(services, ctx, <RecoverExpired recoverUrl="/recover" />, { problem })
}
