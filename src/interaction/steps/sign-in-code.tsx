import { z } from 'zod'
import { VerifyCode } from '../../../views/interaction/verify-code.tsx'
import { codeLife } from '../../core/factors/codes/send-code.ts'
import { checkSignInCode } from '../../core/sign-in/by-code/check-sign-in-code.ts'
import { findPendingCode, resendSignInCode, sendSignInCode } from '../../core/sign-in/by-code/send-sign-in-code.ts'
import type { AppError } from '../../errors.ts'
import { boxField, codeField } from '../../http/fields.ts'
import { validate } from '../../http/validate.ts'
import { proceed } from '../proceed.ts'
import { goTo, isShown, pathOf, type Step, show, subjectOf } from '../step.ts'
import { showSignIn } from './sign-in.tsx'

const request = z.object({
  identifier: z.string().trim().min(1, { error: 'required' }).max(320, { error: 'too-long' }),
  remember: boxField,
})
const text = z.string().max(320).catch('')
const typed = z.object({ identifier: text, remember: text }).catch({ identifier: '', remember: '' })
const answer = z.object({ code: codeField })

/** Mails a code to sign in with; the answer is the same for everybody. */
export async function askForCode(step: Step): Promise<void> {
  const { services, ctx, visit } = step
  try {
    const { identifier, remember } = validate(request, ctx.request.body)
    await sendSignInCode(services, { identifier, remember: remember === 'true', subject: subjectOf(step), visit })
    goTo(step, pathOf(step, '/code'))
  } catch (error) {
    if (!isShown(error)) throw error
    const { identifier, remember } = typed.parse(ctx.request.body)
    await showSignIn(step, { identifier, remember: remember === 'true', problem: error })
  }
}

/** The page that asks for the code. */
export async function showCode(step: Step, again: { readonly problem?: AppError } = {}): Promise<void> {
  const pending = await findPendingCode(step.services, subjectOf(step))
  if (!pending) return goTo(step, pathOf(step))
  const view = (
    <VerifyCode
      purpose="sign-in"
      action={pathOf(step, '/code/check')}
      resendAction={pathOf(step, '/code/resend')}
      client={step.request.client}
      email={pending.identifier}
      minutes={codeLife / 60}
      backUrl={pathOf(step)}
      resent={step.ctx.query['sent'] === 'again'}
      problem={again.problem}
    />
  )
  show(step, view, again.problem)
}

/** Takes the code. */
export async function checkMailedCode(step: Step): Promise<void> {
  const { code } = validate(answer, step.ctx.request.body)
  try {
    const { user, remember } = await checkSignInCode(step.services, { subject: subjectOf(step), code })
    await proceed(step, { user, proofs: ['email-code'], remember })
  } catch (error) {
    if (!isShown(error)) throw error
    await showCode(step, { problem: error })
  }
}

/** Mails another code. */
export async function resendCode(step: Step): Promise<void> {
  try {
    await resendSignInCode(step.services, { subject: subjectOf(step), visit: step.visit })
    goTo(step, pathOf(step, '/code?sent=again'))
  } catch (error) {
    if (!isShown(error)) throw error
    await showCode(step, { problem: error })
  }
}
