import { z } from 'zod'
import { VerifyCode } from '../../../views/interaction/verify-code.tsx'
import { codeLife } from '../../core/factors/codes/send-code.ts'
import { checkProofCode, findPendingProof, sendProofCode } from '../../core/federation/proof-code.ts'
import { providerLabel } from '../../core/federation/settings/provider-label.ts'
import type { AppError } from '../../errors.ts'
import { codeField } from '../../http/fields.ts'
import { validate } from '../../http/validate.ts'
import { goTo, isShown, pathOf, type Step, show, subjectOf } from '../step.ts'
import { goOn } from './federated.tsx'
import { showSignIn } from './sign-in.tsx'

const typed = z.object({ code: codeField })

/** The page that asks for the code. */
export async function showProof(step: Step, again: { readonly problem?: AppError } = {}): Promise<void> {
  const { services, request, ctx } = step
  const pending = await findPendingProof(services, subjectOf(step))
  if (!pending) return goTo(step, pathOf(step))
  const view = (
    <VerifyCode
      purpose="prove"
      action={pathOf(step, '/prove')}
      resendAction={pathOf(step, '/prove/resend')}
      client={request.client}
      email={pending.email}
      provider={await providerLabel(services, pending.provider)}
      minutes={codeLife / 60}
      backUrl={pathOf(step)}
      resent={ctx.query['sent'] === 'again'}
      problem={again.problem}
    />
  )
  show(step, view, again.problem)
}

/** Takes the code, and goes on as if the provider had vouched for the address. */
export async function takeProof(step: Step): Promise<void> {
  await orAskAgain(step, async ({ provider }) => {
    const { services, ctx, visit } = step
    const { code } = validate(typed, ctx.request.body)
    const outcome = await checkProofCode(services, { subject: subjectOf(step), code, visit })
    await goOn(step, { provider, proofs: ['federated', 'email-code'], outcome })
  })
}

/** Mails another code. */
export async function resendProof(step: Step): Promise<void> {
  await orAskAgain(step, async ({ ticket }) => {
    await sendProofCode(step.services, { ticket, subject: subjectOf(step), visit: step.visit })
    goTo(step, pathOf(step, '/prove?sent=again'))
  })
}

type Pending = NonNullable<Awaited<ReturnType<typeof findPendingProof>>>

async function orAskAgain(step: Step, work: (pending: Pending) => Promise<void>): Promise<void> {
  const pending = await findPendingProof(step.services, subjectOf(step))
  if (!pending) return goTo(step, pathOf(step))
  try {
    await work(pending)
  } catch (error) {
    if (!isShown(error)) throw error
    // What was to be proven is over: the person chooses a way in again.
    if (error.code.startsWith('ticket.')) return showSignIn(step, { problem: error })
    await showProof(step, { problem: error })
  }
}
