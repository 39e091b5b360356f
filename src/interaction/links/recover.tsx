import type { RouterContext } from '@koa/router'
import { z } from 'zod'
import { LinkEnd } from '../../../views/interaction/link.tsx'
import { Recover, RecoverExpired, RecoverPassword, RecoverSent } from '../../../views/interaction/recover.tsx'
import { findReset } from '../../core/passwords/recovery/find-reset.ts'
import { requestReset } from '../../core/passwords/recovery/request-reset.ts'
import { resetPassword } from '../../core/passwords/recovery/reset-password.ts'
import { resetLife } from '../../core/passwords/recovery/send-reset.ts'
import type { AppError } from '../../errors.ts'
import { emailField, passwordField } from '../../http/fields.ts'
import { validate } from '../../http/validate.ts'
import { visitOf } from '../../http/visit.ts'
import type { Services } from '../../services.ts'
import { isShown } from '../step.ts'
import { isSpentLink, showLinkPage } from './link-page.tsx'

// Which interaction of this browser the recovery began in, so that it goes on there.
const cookie = 'latchkey_recover'
const uidShape = z
  .string()
  .regex(/^[\w-]{1,100}$/)
  .optional()
  .catch(undefined)
const asked = z.object({ email: emailField, interaction: uidShape })
const chosen = z.object({ password: passwordField })
const typed = z
  .object({ email: z.string().max(320).catch(''), interaction: uidShape })
  .catch({ email: '', interaction: undefined })

/** Asks where to send the link for a new password. */
export function showRecover(services: Services, ctx: RouterContext, problem?: AppError): void {
  const { email, interaction } = typed.parse(problem ? ctx.request.body : { interaction: ctx.query['interaction'] })
  const view = (
    <Recover
      action="/recover"
      hidden={interaction === undefined ? {} : { interaction }}
      signInUrl={signInUrl(interaction)}
      email={email}
      problem={problem}
    />
  )
  showLinkPage(services, ctx, view, problem)
}

/** Mails the link; the answer is the same whether anybody has the address. */
export async function recover(services: Services, ctx: RouterContext): Promise<void> {
  try {
    const { email, interaction } = validate(asked, ctx.request.body)
    await requestReset(services, { email, visit: visitOf(ctx) })
    if (interaction !== undefined)
      ctx.cookies.set(cookie, interaction, {
        path: '/recover',
        httpOnly: true,
        sameSite: 'lax',
        maxAge: resetLife * 1000,
      })
    showLinkPage(
      services,
      ctx,
      <RecoverSent email={email} minutes={resetLife / 60} signInUrl={signInUrl(interaction)} />,
    )
  } catch (error) {
    if (!isShown(error)) throw error
    showRecover(services, ctx, error)
  }
}

/** Asks the holder of the link for a new password; opening it changes nothing. */
export async function showNewPassword(services: Services, ctx: RouterContext, problem?: AppError): Promise<void> {
  const token = String(ctx.params['token'])
  try {
    const { email } = await findReset(services, token)
    const minimum = services.config.passwordMinLength
    const view = (
      <RecoverPassword action={`/recover/${token}`} email={email} passwordMinimum={minimum} problem={problem} />
    )
    showLinkPage(services, ctx, view, problem)
  } catch (error) {
    if (!isSpentLink(error)) throw error
    showSpent(services, ctx, error)
  }
}

/** Sets the new password; the person then signs in with it, and with the second step if there is one. */
export async function takeNewPassword(services: Services, ctx: RouterContext): Promise<void> {
  try {
    const { password } = validate(chosen, ctx.request.body)
    await resetPassword(services, { token: String(ctx.params['token']), password, visit: visitOf(ctx) })
  } catch (error) {
    if (!isShown(error)) throw error
    return isSpentLink(error) ? showSpent(services, ctx, error) : showNewPassword(services, ctx, error)
  }
  const interaction = uidShape.parse(ctx.cookies.get(cookie))
  ctx.cookies.set(cookie, null, { path: '/recover' })
  if (interaction === undefined) return showLinkPage(services, ctx, <LinkEnd end="password" />)
  ctx.status = 303
  ctx.redirect(`/interaction/${interaction}?done=password`)
}

function showSpent(services: Services, ctx: RouterContext, error: AppError): void {
  showLinkPage(services, ctx, <RecoverExpired recoverUrl="/recover" />, error)
}

function signInUrl(interaction: string | undefined): string | undefined {
  return interaction === undefined ? undefined : `/interaction/${interaction}`
}
