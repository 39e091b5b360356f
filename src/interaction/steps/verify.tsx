import { z } from 'zod'
import { VerifyCode } from '../../../views/interaction/verify-code.tsx'
import { codeLife } from '../../core/factors/codes/send-code.ts'
import { finishSignUp } from '../../core/users/sign-up/finish-sign-up.ts'
import { findPendingSignUp, resendSignUpMail } from '../../core/users/sign-up/resend-sign-up-mail.ts'
import type { AppError } from '../../errors.ts'
import { codeField } from '../../http/fields.ts'
import { validate } from '../../http/validate.ts'
import { proceed } from '../proceed.ts'
import { goTo, isShown, pathOf, type Step, show, subjectOf } from '../step.ts'
import { findHalfWay } from './second-factor.tsx'

const typed = z.object({ code: codeField })

/** The page that asks for the code of a new account; once its link was used, it goes on by itself. */
export async function showVerify(step: Step, again: { readonly problem?: AppError } = {}): Promise<void> {
  const pending = await findPendingSignUp(step.services, subjectOf(step))
  if (!pending) return goOnAfterLink(step)
  const view = (
    <VerifyCode
      purpose="sign-up"
      action={pathOf(step, '/verify')}
      resendAction={pathOf(step, '/verify/resend')}
      client={step.request.client}
      email={pending.email}
      minutes={codeLife / 60}
      backUrl={pathOf(step, '/sign-up')}
      resent={step.ctx.query['sent'] === 'again'}
      problem={again.problem}
    />
  )
  show(step, view, again.problem)
}

/** Takes the code: the account exists from here on. */
export async function verify(step: Step): Promise<void> {
  const { services, ctx, visit } = step
  if (!(await findPendingSignUp(services, subjectOf(step)))) return goOnAfterLink(step)
  try {
    const { code } = validate(typed, ctx.request.body)
    const user = await finishSignUp(services, { subject: subjectOf(step), code, visit })
    await proceed(step, { user, proofs: ['email-code'], remember: false, firstTime: true })
  } catch (error) {
    if (!isShown(error)) throw error
    await showVerify(step, { problem: error })
  }
}

/** Mails another code. */
export async function resendVerify(step: Step): Promise<void> {
  const { services, visit } = step
  const signInUrl = `${services.issuer.origin}${pathOf(step, '?sign-in=1')}`
  try {
    await resendSignUpMail(services, { subject: subjectOf(step), signInUrl, visit })
    goTo(step, pathOf(step, '/verify?sent=again'))
  } catch (error) {
    if (!isShown(error)) throw error
    await showVerify(step, { problem: error })
  }
}

// The link has left a note of who was proven; without one there is nothing to go on with.
async function goOnAfterLink(step: Step): Promise<void> {
  const halfWay = await findHalfWay(step)
  if (!halfWay) return goTo(step, pathOf(step))
  const { user, progress } = halfWay
  await proceed(step, { user, proofs: progress.proofs, remember: false, firstTime: true })
}
