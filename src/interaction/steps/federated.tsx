import { z } from 'zod'
import { admitArrival } from '../../core/federation/admit-arrival.ts'
import { takeArrival } from '../../core/federation/arrival.ts'
import type { Outcome } from '../../core/federation/outcome.ts'
import { sendProofCode } from '../../core/federation/proof-code.ts'
import { labelRefusal } from '../../core/federation/settings/label-refusal.ts'
import type { Proof } from '../../core/sign-in/assurance.ts'
import { keepLastProvider } from '../../http/federation/last-provider.ts'
import { sendToProvider } from '../../http/federation/send-to-provider.ts'
import { validate } from '../../http/validate.ts'
import { proceed } from '../proceed.ts'
import { goTo, isShown, pathOf, type Step, subjectOf } from '../step.ts'
import { showSignIn } from './sign-in.tsx'

const choice = z.object({ provider: z.string().max(50) })
const came = z.object({ ticket: z.string().max(100).catch('') })

/** Sends the browser to the provider that was chosen. */
export async function chooseProvider(step: Step): Promise<void> {
  const { services, ctx } = step
  const { provider } = validate(choice, ctx.request.body)
  const note = { returnTo: pathOf(step, '/federated'), startAgain: pathOf(step), holder: subjectOf(step) }
  try {
    await sendToProvider(services, ctx, { provider, door: 'interaction', note })
  } catch (error) {
    await showRefusal(step, error)
  }
}

/** Goes on with what came back from a provider: only the browser that began this interaction gets here. */
export async function arrive(step: Step): Promise<void> {
  const { services, ctx, visit } = step
  try {
    const { ticket } = validate(came, ctx.query)
    const arrival = await takeArrival(services, { holder: subjectOf(step), ticket })
    const outcome = await admitArrival(services, { arrival, visit })
    await goOn(step, { provider: arrival.provider, proofs: ['federated'], outcome })
  } catch (error) {
    await showRefusal(step, error)
  }
}

export interface Ending {
  readonly provider: string
  readonly proofs: readonly Proof[]
  readonly outcome: Outcome
}

/** What follows a sign-in at a provider; the second step is asked for here as on every other way in. */
export async function goOn(step: Step, { provider, proofs, outcome }: Ending): Promise<void> {
  switch (outcome.kind) {
    case 'signed-in':
      keepLastProvider(step.ctx, step.services, provider)
      return proceed(step, { user: outcome.user, proofs, remember: false, firstTime: outcome.created })
    case 'proof-needed':
      return askForProof(step, outcome.ticket)
    case 'refused':
      return showRefusal(step, outcome.error)
    case 'linked':
    case 'undecided':
      throw new Error(`not an answer to a sign-in: ${outcome.kind}`)
    default:
      return outcome satisfies never
  }
}

// The page that follows says the same whoever has the address (security N09).
async function askForProof(step: Step, ticket: string): Promise<void> {
  await sendProofCode(step.services, { ticket, subject: subjectOf(step), visit: step.visit })
  goTo(step, pathOf(step, '/prove'))
}

// The sign-in page with what went wrong at which provider, and every other way in.
async function showRefusal(step: Step, error: unknown): Promise<void> {
  if (!isShown(error)) throw error
  await showSignIn(step, { problem: await labelRefusal(step.services, error) })
}
