import type { RouterContext } from '@koa/router'
import { z } from 'zod'
import { Recover, RecoverSent } from '../../../views/interaction/recover.tsx'
import { requestReset } from '../../core/passwords/recovery/request-reset.ts'
import { resetLife } from '../../core/passwords/recovery/send-reset.ts'
import type { AppError } from '../../errors.ts'
import { emailField } from '../../http/fields.ts'
import { validate } from '../../http/validate.ts'
import { visitOf } from '../../http/visit.ts'
import type { Services } from '../../services.ts'
import { isShown } from '../step.ts'
import { showLinkPage } from './link-page.tsx'
import { rememberInteraction } from './new-password.tsx'
import { type RecoveryOrigin, recoveryOrigin, recoveryPath } from './recovery-origin.ts'

const asked = z.object({ email: emailField })
const typed = z.object({ email: z.string().max(320) }).catch({ email: '' })

// The address that was typed goes to the next page in a cookie: no page of ours shows what a link of a stranger says.
const addressCookie = 'latchkey_recover_to'

/** Asks where to send the link for a new password. */
export async function showRecover(services: Services, ctx: RouterContext, problem?: AppError): Promise<void> {
  const from = recoveryOrigin.parse(problem ? ctx.request.body : ctx.query)
  const { email } = typed.parse(problem ? ctx.request.body : {})
  const { interaction, client } = from
  const view = (
    <Recover
      action="/recover"
      hidden={{ ...(interaction && { interaction }), ...(client && { client }) }}
      signInUrl={signInUrl(from)}
      email={email}
      problem={problem}
    />
  )
  await showLinkPage(services, ctx, view, { problem, clientId: client })
}

/** Mails the link; the answer is the same whether anybody has the address. */
export async function recover(services: Services, ctx: RouterContext): Promise<void> {
  try {
    const { email } = validate(asked, ctx.request.body)
    const from = recoveryOrigin.parse(ctx.request.body)
    await requestReset(services, { email, visit: visitOf(ctx, [], from.client) })
    rememberInteraction(ctx, from.interaction)
    const life = { path: '/recover', httpOnly: true, sameSite: 'lax', maxAge: resetLife * 1000 } as const
    ctx.cookies.set(addressCookie, Buffer.from(email).toString('base64url'), life)
    ctx.status = 303
    ctx.redirect(recoveryPath('/recover/sent', from))
  } catch (error) {
    if (!isShown(error)) throw error
    await showRecover(services, ctx, error)
  }
}

/** Says where the link went; opened again, it sends none. */
export async function showSent(services: Services, ctx: RouterContext): Promise<void> {
  const from = recoveryOrigin.parse(ctx.query)
  const kept = emailField.safeParse(Buffer.from(ctx.cookies.get(addressCookie) ?? '', 'base64url').toString())
  if (!kept.success) {
    ctx.status = 303
    return ctx.redirect(recoveryPath('/recover', from))
  }
  const view = <RecoverSent email={kept.data} minutes={resetLife / 60} signInUrl={signInUrl(from)} />
  await showLinkPage(services, ctx, view, { clientId: from.client })
}

function signInUrl({ interaction }: RecoveryOrigin): string | undefined {
  return interaction === undefined ? undefined : `/interaction/${interaction}`
}
