import type { RouterContext } from '@koa/router'
import { completeSignIn } from '../../core/federation/complete-sign-in.ts'
import { linkIdentity } from '../../core/federation/identities/link-identity.ts'
import type { Outcome } from '../../core/federation/outcome.ts'
import type { UpstreamIdentity } from '../../core/federation/protocol/tidy-identity.ts'
import { getRedirect } from '../../core/redirects/get-redirect.ts'
import { getSession } from '../../core/sessions/access-token.ts'
import { checkEntry } from '../../core/sessions/check-entry.ts'
import { openSession } from '../../core/sessions/open-session.ts'
import { mintTicket } from '../../core/tickets/mint-ticket.ts'
import { AppError, isRefusal } from '../../errors.ts'
import { refusalOf } from '../../http/errors.tsx'
import { callbackParams } from '../../http/federation/callback-params.ts'
import { validate } from '../../http/validate.ts'
import { visitOf } from '../../http/visit.ts'
import { minutes } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'
import { askSecondStep, type Entered, needsSecondStep, type SecondStep } from '../second-step.tsx'
import { sendBrowser } from '../send-browser.ts'
import { type Admit, admit } from './admit.ts'
import { nhostError } from './errors.ts'
import { type Memo, memo, providerPath } from './requests.ts'
import { nhostSessions } from './session.ts'
import { browserBinding } from './start.ts'

/** The kind of ticket behind a `code`. */
export const codeTicket = 'nhost-code'

/** Takes a provider's answer; from a known state on, everything goes back to the app (spec/nhost.md 2.1). */
export async function finishSignIn(services: Services, ctx: RouterContext): Promise<void> {
  const { provider } = validate(providerPath, ctx.params)
  const params = await callbackParams(ctx)
  const home = new URL(services.config.clientUrl)
  try {
    const binding = browserBinding(services, ctx)
    const completed = await completeSignIn(services, { provider, doors: ['nhost'], params, binding })
    const asked = memo.parse(completed.memo)
    await goBack(services, ctx, { provider, asked, outcome: completed.outcome })
  } catch (error) {
    if (!isRefusal(error)) throw error
    const state = error.code.startsWith('attempt.') ? { provider_state: params.get('state') ?? '' } : {}
    sendBrowser(ctx, home, { ...errorParams(services, error), ...state })
  }
}

interface Answer {
  readonly provider: string
  readonly asked: Memo
  readonly outcome: Outcome
}

async function goBack(services: Services, ctx: RouterContext, { provider, asked, outcome }: Answer): Promise<void> {
  // The list may have changed since; an address that is no longer on it gets nothing.
  const redirectTo = getRedirect(services, asked.redirectTo)
  try {
    if (outcome.kind === 'refused') throw outcome.error
    if (outcome.kind !== 'undecided') throw new Error(`not an answer to what we asked: ${outcome.kind}`)
    await proceed(services, ctx, { identity: outcome.identity, asked })
  } catch (error) {
    if (!isRefusal(error)) services.log.error({ provider, err: error }, 'sign-in failed')
    sendBrowser(ctx, redirectTo, { ...errorParams(services, refusalOf(services, error)), state: asked.state })
  }
}

async function proceed(services: Services, ctx: RouterContext, { identity, asked }: Admit): Promise<void> {
  const done = () => sendBrowser(ctx, getRedirect(services, asked.redirectTo), { state: asked.state })
  if (asked.connect !== undefined) {
    await connect(services, ctx, { identity, sessionId: asked.connect })
    return done()
  }
  const user = await admit(services, ctx, { identity, asked })
  if (!user) return done()
  if (await needsSecondStep(services, user)) return askSecondStep(services, ctx, secondStep, { user, asked })
  await letIn(services, ctx, { user, proofs: ['federated'], asked })
}

/** The page for people whose account asks for two steps. */
export const secondStep: SecondStep<Memo> = {
  path: '/signin/second-step',
  kind: 'nhost-second-step',
  asked: memo,
  finish: letIn,
}

async function connect(
  services: Services,
  ctx: RouterContext,
  { identity, sessionId }: { readonly identity: UpstreamIdentity; readonly sessionId: string },
): Promise<void> {
  const { user } = await getSession(services, nhostSessions, sessionId).catch(orInvalid)
  const outcome = await linkIdentity(services, { userId: user.id, identity, visit: visitOf(ctx) })
  if (outcome.kind === 'refused') throw outcome.error
  // Even one that is linked to the same person already is an error here (spec/nhost.md 2.4).
  if (outcome.kind === 'linked' && outcome.already) throw new AppError('identity.already-linked')
}

// A session that is over is a bad request here, not a bad refresh token.
function orInvalid(error: unknown): never {
  throw isRefusal(error, 'token.invalid') ? new AppError('session.required') : error
}

async function letIn(services: Services, ctx: RouterContext, { user, proofs, asked }: Entered<Memo>): Promise<void> {
  const userId = user.id
  const { redirectTo, state, codeChallenge: challenge } = asked
  const address = getRedirect(services, redirectTo)
  if (challenge === undefined) {
    const { refreshToken } = await openSession(services, nhostSessions, { userId, proofs, visit: visitOf(ctx) })
    return sendBrowser(ctx, address, { refreshToken, state })
  }
  await checkEntry(services, { user, proofs })
  const code = await mintTicket(services, {
    kind: codeTicket,
    payload: { userId, proofs },
    userId,
    ttl: minutes(5),
    challenge,
  })
  sendBrowser(ctx, address, { code, state })
}

function errorParams(services: Services, error: AppError): Readonly<Record<string, string>> {
  const { code, message } = nhostError(services, error)
  const told = { error: code, errorDescription: message }
  const { error: upstream, error_description: description, error_uri: uri } = error.detail
  if (upstream === undefined) return told
  return {
    ...told,
    provider_error: String(upstream),
    provider_error_description: String(description ?? ''),
    provider_error_url: String(uri ?? ''),
  }
}
