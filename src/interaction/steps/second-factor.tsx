import { z } from 'zod'
import { SecondFactor } from '../../../views/interaction/second-factor.tsx'
import { type Factor, listFactors } from '../../core/factors/list-factors.ts'
import { askForPasskey } from '../../core/factors/passkeys/begin-passkey.ts'
import { checkPasskey } from '../../core/factors/passkeys/check-passkey.ts'
import { provideFactor } from '../../core/factors/provide-factor.ts'
import type { Proof } from '../../core/sign-in/assurance.ts'
import { endProgress, findProgress, type Progress } from '../../core/sign-in/progress.ts'
import { maySignIn } from '../../core/users/may-sign-in.ts'
import { AppError, isRefusal } from '../../errors.ts'
import { boxField, codeField, credentialField } from '../../http/fields.ts'
import { validate } from '../../http/validate.ts'
import type { User } from '../../store/users.ts'
import { proceed, wantedContexts } from '../proceed.ts'
import { goTo, isShown, pathOf, type Step, show, subjectOf } from '../step.ts'
import { showSignIn } from './sign-in.tsx'

const typed = z.object({ factor: z.enum(['totp', 'recovery']), code: codeField, trust: boxField })
const shown = z.object({ credential: credentialField })

/** A sign-in whose first step is done. */
export interface HalfWay {
  readonly user: User
  readonly progress: Progress
}

/** Who stands before the second step of this interaction. */
export async function findHalfWay({ services, request }: Step): Promise<HalfWay | undefined> {
  const progress = await findProgress(services, request.uid)
  const user = progress && (await services.store.users.find(progress.userId))
  return progress && user && maySignIn(user, services.clock.now()) ? { progress, user } : undefined
}

/** The page that asks for the second step; `?factor=` chooses another than the first. */
export async function showFactor(
  step: Step,
  again: { readonly problem?: AppError; readonly factor?: Factor } = {},
): Promise<void> {
  const halfWay = await findHalfWay(step)
  const factors = halfWay ? await listFactors(step.services, halfWay.user) : []
  const asked = again.factor ?? step.ctx.query['factor']
  const preferred = wantedContexts(step).includes('phr') ? factors.find((factor) => factor === 'passkey') : undefined
  const factor = factors.find((candidate) => candidate === asked) ?? preferred ?? factors[0]
  if (!halfWay || factor === undefined) return goTo(step, pathOf(step))
  const view = (
    <SecondFactor
      factor={factor}
      action={pathOf(step, '/factor')}
      hidden={{ factor }}
      client={step.request.client}
      passkey={{ action: pathOf(step, '/factor/passkey'), optionsUrl: pathOf(step, '/factor/options') }}
      others={factors.filter((other) => other !== factor).map((other) => ({ factor: other, url: `?factor=${other}` }))}
      trust={halfWay.user.isAdmin || halfWay.user.totpEnabledAt === null ? undefined : false}
      problem={again.problem}
    />
  )
  show(step, view, again.problem)
}

/** Takes a code of the authenticator app, or a recovery code. */
export async function takeFactor(step: Step): Promise<void> {
  const { factor, code, trust } = validate(typed, step.ctx.request.body)
  await attempt(step, factor, async ({ user, progress }) => {
    const { challenge } = progress
    const proof = await provideFactor(step.services, { user, factor, code, challenge, visit: step.visit })
    return { proof, trust: trust === 'true' }
  })
}

/** The options of a second step with one of the person's own passkeys. */
export async function factorOptions(step: Step): Promise<void> {
  const halfWay = await findHalfWay(step)
  if (!halfWay) throw new AppError('sign-in.restart')
  step.ctx.body = await askForPasskey(step.services, { subject: subjectOf(step), userId: halfWay.user.id })
}

/** Takes a passkey as the second step. */
export async function takePasskey(step: Step): Promise<void> {
  await attempt(step, 'passkey', async ({ user }) => {
    const { credential } = validate(shown, step.ctx.request.body)
    const { services, visit } = step
    const { proof } = await checkPasskey(services, { credential, subject: subjectOf(step), userId: user.id, visit })
    return { proof, trust: false }
  })
}

type Attempt = (halfWay: HalfWay) => Promise<{ readonly proof: Proof; readonly trust: boolean }>

async function attempt(step: Step, factor: Factor, work: Attempt): Promise<void> {
  const halfWay = await findHalfWay(step)
  if (!halfWay) return goTo(step, pathOf(step))
  const { user, progress } = halfWay
  try {
    const { proof, trust } = await work(halfWay)
    await proceed(step, { user, proofs: [...progress.proofs, proof], remember: progress.remember, trust })
  } catch (error) {
    if (!isShown(error)) throw error
    if (!isRefusal(error, 'code.exhausted')) return showFactor(step, { problem: withWords(error, factor), factor })
    // This round is lost; the next begins with the first step.
    await endProgress(step.services, step.request.uid)
    await showSignIn(step, { problem: new AppError('code.exhausted', { reason: 'factor' }) })
  }
}

function withWords(error: AppError, factor: Factor): AppError {
  return factor === 'passkey' && error.code === 'sign-in.refused'
    ? new AppError('sign-in.refused', { reason: 'passkey' })
    : error
}
