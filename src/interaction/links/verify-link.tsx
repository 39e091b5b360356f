import type { RouterContext } from '@koa/router'
import { ConfirmLink, LinkEnd } from '../../../views/interaction/link.tsx'
import { readCodeLink } from '../../core/factors/codes/code-link.ts'
import { saveProgress } from '../../core/sign-in/progress.ts'
import { finishSignUpByLink } from '../../core/users/sign-up/finish-sign-up.ts'
import { pendingSignUp } from '../../core/users/sign-up/pending-sign-up.ts'
import { AppError } from '../../errors.ts'
import { visitOf } from '../../http/visit.ts'
import type { Services } from '../../services.ts'
import { orSpent, showLinkPage } from './link-page.tsx'

/** The page behind the link of a new account's mail; opening it changes nothing. */
export async function showVerifyLink(services: Services, ctx: RouterContext): Promise<void> {
  const token = String(ctx.params['token'])
  await orSpent(services, ctx, async () => {
    const { purpose, payload } = await readCodeLink(services, token)
    if (purpose !== 'sign-up') throw new AppError('ticket.invalid')
    const { email, clientId } = pendingSignUp.parse(payload)
    await showLinkPage(services, ctx, <ConfirmLink action={`/verify/${token}`} email={email} />, { clientId })
  })
}

/** Creates the account. Nobody is signed in here: the window in which it was begun goes on (security M09). */
export async function confirmVerifyLink(services: Services, ctx: RouterContext): Promise<void> {
  await orSpent(services, ctx, async () => {
    const visit = visitOf(ctx)
    const { user, subject, clientId } = await finishSignUpByLink(services, {
      token: String(ctx.params['token']),
      visit,
    })
    const uid = subject.replace(/^interaction:/, '')
    await saveProgress(services, uid, { userId: user.id, proofs: ['email-code'], remember: false })
    // Opened in the same browser, the address leads on; in another one it offers to sign in.
    await showLinkPage(services, ctx, <LinkEnd end="address" signInUrl={`/interaction/${uid}/verify`} />, { clientId })
  })
}
