import type { RouterContext } from '@koa/router'
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
import { validate } from '../../http/validate.ts'
import { visitOf } from '../../http/visit.ts'
import type { Services } from '../../services.ts'
import type { User } from '../../store/users.ts'
import { sendBrowser } from '../send-browser.ts'
import { grantModes, mintChallenge } from './challenge-token.ts'
import { providerId } from './providers.ts'
import { type Memo, memo, providerPath, startRequest } from './requests.ts'
import { errorParams } from './responses.ts'

/** `POST /login/oauth/{provider}/authorize` */
export async function startSignIn(services: Services, ctx: RouterContext): Promise<void> {
  const { provider, redirectUri, challenge } = validate(startRequest, { ...Object(ctx.request.body), ...ctx.params })
  const url = await beginSignIn(services, {
    provider: providerId(provider),
    door: 'prelude',
    callbackUrl: `${services.issuer.origin}/v1/session/login/oauth/${provider}/callback`,
    memo: { redirectUri: getRedirect(services, redirectUri).href, challenge } satisfies Memo,
  })
  ctx.body = { authorization_url: url.href }
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
    sendBrowser(ctx, redirectUri, await answer(services, outcome, { provider, asked }))
  } catch (error) {
    if (!isRefusal(error)) services.log.error({ provider, err: error }, 'sign-in failed')
    sendBrowser(ctx, redirectUri, errorParams(services, refusalOf(services, error)))
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

interface Way {
  readonly provider: string
  readonly asked: Memo
}

async function answer(services: Services, outcome: Outcome, { provider, asked }: Way): Promise<Record<string, string>> {
  switch (outcome.kind) {
    case 'signed-in': {
      const way = { user: outcome.user, proofs: ['federated'], challenge: asked.challenge, provider } as const
      return { challenge_token: await mintSessionStart(services, way) }
    }
    case 'proof-needed': {
      const { email, ticket } = outcome
      const payload = { ticket, challenge: asked.challenge, provider }
      const metadata = { oauth_email: email }
      const token = await mintChallenge(services, { mode: 'oauth-email-link', payload, provider, metadata })
      return { challenge_token: token, status: 'otp_required' }
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
