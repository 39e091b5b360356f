import { z } from 'zod'
import { EnrolRequired, KeepRecoveryCodes } from '../../../views/interaction/enrol-factor.tsx'
import { beginTotp } from '../../core/factors/totp/begin-totp.ts'
import { enableTotp } from '../../core/factors/totp/enable-totp.ts'
import { saveProgress } from '../../core/sign-in/progress.ts'
import type { AppError } from '../../errors.ts'
import { codeField } from '../../http/fields.ts'
import { qrCode } from '../../http/qr-code.ts'
import { validate } from '../../http/validate.ts'
import { proceed } from '../proceed.ts'
import { goTo, isShown, pathOf, type Step, show, subjectOf } from '../step.ts'
import { findHalfWay } from './second-factor.tsx'

const typed = z.object({ code: codeField })

/** Sets up an authenticator app for a person who needs a second step and has none. */
export async function showEnrol(step: Step, again: { readonly problem?: AppError } = {}): Promise<void> {
  const halfWay = await findHalfWay(step)
  if (!halfWay || halfWay.user.totpEnabledAt !== null) return goTo(step, pathOf(step))
  const { key, uri } = await beginTotp(step.services, { user: halfWay.user, subject: subjectOf(step) })
  const view = (
    <EnrolRequired
      action={pathOf(step, '/enrol')}
      client={step.request.client}
      qrUrl={await qrCode(uri)}
      secret={key.replaceAll(/(.{4})(?=.)/g, '$1 ')}
      problem={again.problem}
    />
  )
  show(step, view, again.problem)
}

/** Takes the first code of the app; shows the recovery codes, the only time. */
export async function enrol(step: Step): Promise<void> {
  const { services, ctx, request, visit } = step
  const halfWay = await findHalfWay(step)
  if (!halfWay) return goTo(step, pathOf(step))
  const { user, progress } = halfWay
  const { code } = validate(typed, ctx.request.body)
  try {
    const codes = await enableTotp(services, { user, subject: subjectOf(step), code, visit })
    await saveProgress(services, request.uid, { ...progress, proofs: [...progress.proofs, 'totp'] })
    show(step, <KeepRecoveryCodes codes={codes} action={pathOf(step, '/enrol/done')} />)
  } catch (error) {
    if (!isShown(error)) throw error
    await showEnrol(step, { problem: error })
  }
}

/** Goes on when the recovery codes are kept. */
export async function leaveEnrol(step: Step): Promise<void> {
  const halfWay = await findHalfWay(step)
  if (!halfWay) return goTo(step, pathOf(step))
  const { user, progress } = halfWay
  await proceed(step, { user, proofs: progress.proofs, remember: progress.remember })
}
