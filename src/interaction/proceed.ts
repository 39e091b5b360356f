import { assuranceOf, type Proof } from '../core/sign-in/assurance.ts'
import { finishSignIn } from '../core/sign-in/finish-sign-in.ts'
import { nextStep } from '../core/sign-in/next-step.ts'
import { endProgress, saveProgress } from '../core/sign-in/progress.ts'
import { deviceOf, markDevice } from '../http/device-cookie.ts'
import type { User } from '../store/users.ts'
import { goTo, pathOf, type Step } from './step.ts'

export interface Proven {
  readonly user: User
  readonly proofs: readonly Proof[]
  readonly remember: boolean
  /** Do not ask for the second step in this browser for a while. */
  readonly trust?: boolean
  /** The account was made on this way. */
  readonly firstTime?: boolean
}

/** Every way in comes here with what the person has shown: it leads to the second step, or back to the application. */
export async function proceed(step: Step, proven: Proven): Promise<void> {
  const { services, ctx, request } = step
  const { user, proofs } = proven
  const { clientId } = request.client
  const device = deviceOf(ctx, services)
  const next = await nextStep(services, { user, proofs, clientId, wanted: wantedContexts(step), device })
  switch (next.kind) {
    case 'done':
      return finish(step, proven)
    case 'second-factor':
    case 'enrol':
      // An administrator's session ends with the browser window (security 6.3).
      await saveProgress(services, request.uid, { userId: user.id, proofs, remember: proven.remember })
      return goTo(step, pathOf(step, next.kind === 'enrol' ? '/enrol' : '/factor'))
    default:
      return next satisfies never
  }
}

async function finish(step: Step, { user, proofs, remember, trust = false, firstTime = false }: Proven): Promise<void> {
  const { services, requests, ctx, request, visit } = step
  const { acr, amr } = assuranceOf(proofs)
  const result = { userId: user.id, methods: amr, acr, remember: remember && !user.isAdmin }
  const address = await requests.signIn(ctx, request.uid, result)
  const device = markDevice(ctx, services)
  await finishSignIn(services, { user, proofs, visit, device, trust, firstTime, clientId: request.client.clientId })
  await endProgress(services, request.uid)
  goTo(step, address)
}

/** The authentication contexts the application asks for (`acr_values`, OpenID Connect Core 3.1.2.1). */
export function wantedContexts({ request }: Pick<Step, 'request'>): readonly string[] {
  const value = request.params['acr_values']
  return typeof value === 'string' ? value.split(' ').slice(0, 10) : []
}
