import { z } from 'zod'
import { SignIn } from '../../../views/interaction/sign-in.tsx'
import { verifyPassword } from '../../core/passwords/verify-password.ts'
import { primaryName } from '../../core/users/profile/primary-name.ts'
import { type AppError, isRefusal } from '../../errors.ts'
import { lastProvider } from '../../http/federation/last-provider.ts'
import { boxField } from '../../http/fields.ts'
import { validate } from '../../http/validate.ts'
import { recoveryPath } from '../links/recovery-origin.ts'
import { proceed } from '../proceed.ts'
import { isShown, pathOf, type Step, show } from '../step.ts'
import { offeredProviders } from './offered-providers.ts'

const credentials = z.object({
  identifier: z.string().trim().max(320),
  password: z.string().max(1024),
  remember: boxField,
})

/** What the page shows again after a refusal. */
export interface SignInAgain {
  readonly identifier?: string | undefined
  readonly remember?: boolean
  readonly problem?: AppError
}

/** The sign-in page of a request. */
export async function showSignIn(step: Step, again: SignInAgain = {}): Promise<void> {
  const { services, request } = step
  const open = services.config.signUp === 'open'
  const person = await signedInPerson(step)
  const identifier = again.identifier ?? expectedIdentifier(step, person)
  const signedInAs = person !== undefined && identifier === person ? person : undefined
  const view = (
    <SignIn
      action={pathOf(step, '/sign-in')}
      client={request.client}
      signedInAs={signedInAs}
      identifier={identifier}
      remember={again.remember ?? false}
      recoverUrl={recoveryPath('/recover', { interaction: request.uid, client: request.client.clientId })}
      signUpUrl={open && signedInAs === undefined ? pathOf(step, '/sign-up') : undefined}
      emailCodeAction={pathOf(step, '/code')}
      passkey={{ action: pathOf(step, '/passkey'), optionsUrl: pathOf(step, '/passkey/options') }}
      federated={await offeredProviders(step)}
      lastUsed={lastProvider(step.ctx, services)}
      passwordChanged={step.ctx.query['done'] === 'password'}
      problem={again.problem}
    />
  )
  // Whoever changed their mind at a provider is simply asked again.
  show(step, view, isRefusal(again.problem, 'upstream.denied') ? undefined : again.problem)
}

/** Takes user name and password; a refusal shows the page again with what was typed, but for the password. */
export async function signIn(step: Step): Promise<void> {
  const { services, ctx, visit } = step
  const { identifier, password, remember } = validate(credentials, ctx.request.body)
  try {
    const user = await verifyPassword(services, { identifier, password, visit })
    await proceed(step, { user, proofs: ['password'], remember: remember === 'true' })
  } catch (error) {
    if (!isShown(error)) throw error
    await showSignIn(step, { identifier, remember: remember === 'true', problem: error })
  }
}

// Whom the application expects (`login_hint`), or who has to show again that it is them.
function expectedIdentifier({ request }: Step, person: string | undefined): string | undefined {
  const hint = request.params['login_hint']
  return typeof hint === 'string' ? hint.slice(0, 320) : person
}

async function signedInPerson({ services, request }: Step): Promise<string | undefined> {
  const person = request.accountId === undefined ? undefined : await services.store.users.find(request.accountId)
  return person && primaryName(person)
}
