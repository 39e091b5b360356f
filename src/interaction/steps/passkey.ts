import { z } from 'zod'
import { askForPasskey } from '../../core/factors/passkeys/begin-passkey.ts'
import { signInWithPasskey } from '../../core/sign-in/sign-in-with-passkey.ts'
import { credentialField } from '../../http/fields.ts'
import { validate } from '../../http/validate.ts'
import { proceed } from '../proceed.ts'
import { isShown, type Step, subjectOf } from '../step.ts'
import { showSignIn } from './sign-in.tsx'

const shown = z.object({ credential: credentialField })

/** The options of a sign-in with whichever passkey the person picks. */
export async function passkeyOptions(step: Step): Promise<void> {
  step.ctx.body = await askForPasskey(step.services, { subject: subjectOf(step) })
}

/** Signs a person in with a passkey alone. */
export async function usePasskey(step: Step): Promise<void> {
  const { services, ctx, visit } = step
  try {
    const { credential } = validate(shown, ctx.request.body)
    const { user, proof } = await signInWithPasskey(services, { credential, subject: subjectOf(step), visit })
    await proceed(step, { user, proofs: [proof], remember: false })
  } catch (error) {
    if (!isShown(error)) throw error
    await showSignIn(step, { problem: error })
  }
}
