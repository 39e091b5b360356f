import { z } from 'zod'
import { AccountPicker } from '../../../views/interaction/account-picker.tsx'
import { fullName } from '../../core/users/profile/claims-of.ts'
import { primaryName } from '../../core/users/profile/primary-name.ts'
import { validate } from '../../http/validate.ts'
import { goTo, pathOf, type Step, show } from '../step.ts'
import { showSignIn } from './sign-in.tsx'

const choice = z.object({ account: z.string().max(100) })

/** Asks which account to go on with (`prompt=select_account`): the one signed in here, or another. */
export async function showAccounts(step: Step): Promise<void> {
  const { services, request } = step
  const user = request.accountId === undefined ? undefined : await services.store.users.find(request.accountId)
  if (!user || step.ctx.query['other'] !== undefined) return showSignIn(step, { identifier: '' })
  const name = fullName(user) ?? primaryName(user)
  const account = { id: user.id, name, email: primaryName(user), avatarUrl: user.imageUrl ?? undefined, signedIn: true }
  const view = (
    <AccountPicker
      action={pathOf(step, '/account')}
      client={request.client}
      accounts={[account]}
      otherUrl={pathOf(step, '?other=1')}
    />
  )
  show(step, view)
}

/** Goes on with the account that is signed in here. */
export async function pickAccount(step: Step): Promise<void> {
  const { requests, ctx, request } = step
  const { account } = validate(choice, ctx.request.body)
  if (account !== request.accountId) return goTo(step, pathOf(step, '?other=1'))
  goTo(step, await requests.keepAccount(ctx, request.uid))
}
