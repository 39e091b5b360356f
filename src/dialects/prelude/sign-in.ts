import type { RouterContext } from '@koa/router'
import { z } from 'zod'
import { beginSignIn } from '../../core/federation/begin-sign-in.ts'
import { completeSignIn } from '../../core/federation/complete-sign-in.ts'
import { admitIdentity } from '../../core/federation/matching/admit-identity.ts'
import type { Outcome } from '../../core/federation/outcome.ts'
import { getRedirect } from '../../core/redirects/get-redirect.ts'
import { checkEntry } from '../../core/sessions/check-entry.ts'
import type { Proof } from '../../core/sign-in/assurance.ts'
import { isRefusal } from '../../errors.ts'
import { refusalOf } from '../../http/errors.tsx'
import { callbackParams } from '../../http/federation/callback-params.ts'
import { callbackUrl } from '../../http/federation/callback-url.ts'
import { validate } from '../../http/validate.ts'
import { visitOf } from '../../http/visit.ts'
import type { Services } from '../../services.ts'
import type { User } from '../../store/users.ts'
import { askSecondStep, type Entered, needsSecondStep, type SecondStep } from '../second-step.tsx'
import { sendBrowser } from '../send-browser.ts'
import { spendStart } from '../spend-start.ts'
import { grantModes, mintChallenge } from './challenge-token.ts'
import { providerId } from './providers.ts'
import { type Memo, memo, providerPath, startRequest } from './requests.ts'
import { errorParams } from './responses.ts'

/** `POST /login/oauth/{provider}/authorize` */
export async function startSignIn(services: Services, ctx: RouterContext): Promise<void> {
  const { provider, redirectUri, challenge } = validate(startRequest, { ...Object(ctx.request.body), ...ctx.params })
  await spendStart(services, ctx)
  const url = await beginSignIn(services, {
    provider: providerId(provider),
    door: 'prelude',
    callbackUrl: callbackUrl(services, providerId(provider), callbackPath(provider)),
    memo: { redirectUri: getRedirect(services, redirectUri).href, challenge } satisfies Memo,
  })
  ctx.body = { authorization_url: url.href }
}

/** Where a provider's answer comes to. */
export function callbackPath(provider: string): string {
  return `/v1/session/login/oauth/${provider}/callback`
}

/** `GET|POST /login/oauth/{provider}/callback`: without a state of ours there is nowhere to go, so that is JSON. */
export async function finishSignIn(services: Services, ctx: RouterContext): Promise<void> {
  const { provider } = validate(providerPath, ctx.params)
  const params = await callbackParams(ctx)
  const completed = await completeSignIn(services, { provider: providerId(provider), doors: ['prelude'], params })
  const asked = memo.parse(completed.memo)
  const redirectUri = getRedirect(services, asked.redirectUri)
  try {
    const outcome = await decide(services, ctx, completed.outcome)
    await goBack(services, ctx, { outcome, asked: { ...asked, provider } })
  } catch (error) {
    if (!isRefusal(error)) services.log.error({ provider, err: error }, 'sign-in failed')
    sendBrowser(ctx, redirectUri, await errorParams(services, refusalOf(services, error)))
  }
}

async function decide(services: Services, ctx: RouterContext, outcome: Outcome): Promise<Outcome> {
  if (outcome.kind !== 'undecided') return outcome
  const { identity } = outcome
  const { config } = services
  const { verifyEmail, allowEmailMerge, useEmailAsIdentifier } = config.prelude
  const policy = {
    signUp: config.signUp === 'open',
    merge: allowEmailMerge,
    verifyEmail,
    // Only an address that is proven, or will be, becomes one to find the account by (spec/prelude.md B.4).
    identifier: useEmailAsIdentifier && (identity.emailVerified || verifyEmail),
  }
  const proofTtl = grantModes['oauth-email-link'].ttl
  return admitIdentity(services, { identity, admission: { policy, proofTtl }, visit: visitOf(ctx) })
}

interface Answer {
  readonly outcome: Outcome
  readonly asked: Asked
}

async function goBack(services: Services, ctx: RouterContext, { outcome, asked }: Answer): Promise<void> {
  switch (outcome.kind) {
    case 'signed-in': {
      const { user } = outcome
      if (await needsSecondStep(services, user)) return askSecondStep(services, ctx, secondStep, { user, asked })
      return letIn(services, ctx, { user, proofs: ['federated'], asked })
    }
    case 'proof-needed': {
      const payload = { ticket: outcome.ticket, challenge: asked.challenge, provider: asked.provider }
      const metadata = { oauth_email: outcome.email }
      const challenge = { mode: 'oauth-email-link', payload, provider: asked.provider, metadata } as const
      const params = { challenge_token: await mintChallenge(services, challenge), status: 'otp_required' }
      return sendBrowser(ctx, getRedirect(services, asked.redirectUri), params)
    }
    case 'refused':
      throw outcome.error
    case 'linked':
    case 'undecided':
      throw new Error(`not an answer to a sign-in: ${outcome.kind}`)
    default:
      return outcome satisfies never
  }
}

const askedOf = memo.extend({ provider: z.string() })
type Asked = z.output<typeof askedOf>

/** The page for people whose account asks for two steps. */
export const secondStep: SecondStep<Asked> = {
  path: '/v1/session/login/second-step',
  kind: 'prelude-second-step',
  asked: askedOf,
  finish: letIn,
}

async function letIn(services: Services, ctx: RouterContext, { user, proofs, asked }: Entered<Asked>): Promise<void> {
  const { redirectUri, challenge, provider } = asked
  const token = await mintSessionStart(services, { user, proofs, challenge, provider })
  sendBrowser(ctx, getRedirect(services, redirectUri), { challenge_token: token })
}

export interface SessionStart {
  readonly user: User
  readonly proofs: readonly Proof[]
  readonly challenge?: string | undefined
  readonly provider?: string | undefined
}

/** A challenge token that starts a session, for somebody who may have one. */
export async function mintSessionStart(
  services: Services,
  { user, proofs, challenge, provider }: SessionStart,
): Promise<string> {
  await checkEntry(services, { user, proofs })
  const payload = { userId: user.id, proofs }
  return mintChallenge(services, { mode: 'session-start', payload, userId: user.id, challenge, provider })
}
