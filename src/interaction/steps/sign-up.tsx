import { z } from 'zod'
import { SignUp, SignUpClosed } from '../../../views/interaction/sign-up.tsx'
import { beginSignUp } from '../../core/users/sign-up/begin-sign-up.ts'
import { AppError } from '../../errors.ts'
import { emailField, nameField, passwordField, usernameField } from '../../http/fields.ts'
import { validate } from '../../http/validate.ts'
import { goTo, isShown, pathOf, type Step, show, subjectOf } from '../step.ts'
import { offeredProviders } from './offered-providers.ts'

const newAccount = z.object({
  email: emailField,
  name: nameField.optional(),
  username: usernameField.optional(),
  password: passwordField,
})

const text = z.string().max(320).catch('')
const typed = z.object({ email: text, name: text, username: text }).catch({ email: '', name: '', username: '' })

/** The page for a new account. */
export async function showSignUp(step: Step, again: { readonly problem?: AppError } = {}): Promise<void> {
  if (step.services.config.signUp === 'open') return showForm(step, again.problem)
  show(step, <SignUpClosed signInUrl={pathOf(step, '?sign-in=1')} />, new AppError('sign-up.closed'))
}

async function showForm(step: Step, problem: AppError | undefined): Promise<void> {
  const { services, ctx, request } = step
  const hint = request.params['login_hint']
  const filled = problem ? typed.parse(ctx.request.body) : typed.parse({ email: hint })
  const view = (
    <SignUp
      action={pathOf(step, '/sign-up')}
      client={request.client}
      signInUrl={pathOf(step, '?sign-in=1')}
      passwordMinimum={services.config.passwordMinLength}
      askUsername
      federated={await offeredProviders(step)}
      {...filled}
      problem={problem}
    />
  )
  show(step, view, problem)
}

/** Takes what a new account will be; the answer is the same whether the address has one already. */
export async function signUp(step: Step): Promise<void> {
  const { services, ctx, visit, request } = step
  try {
    const { email, name, username, password } = validate(newAccount, ctx.request.body)
    const signInUrl = `${services.issuer.origin}${pathOf(step, '?sign-in=1')}`
    const optional = { name: name || undefined, username: username || undefined }
    await beginSignUp(services, { email, password, ...optional, subject: subjectOf(step), signInUrl, visit })
    goTo(step, `/interaction/${request.uid}/verify`)
  } catch (error) {
    if (!isShown(error)) throw error
    await showSignUp(step, { problem: error })
  }
}
