import { AppError } from '../../errors.ts'
import type { UserId } from '../../kit/ids.ts'
import type { Services } from '../../services.ts'
import type { Json } from '../../store/prisma.ts'
import type { Visit } from '../audit/visit.ts'
import { concludeSignIn } from './conclude-sign-in.ts'
import type { Outcome } from './outcome.ts'
import { checkAnswer } from './protocol/answers.ts'
import type { UpstreamIdentity } from './protocol/tidy-identity.ts'
import type { Upstream } from './provider.ts'
import { readIdentity } from './read-identity.ts'
import { type TakenAttempt, takeAttempt } from './take-attempt.ts'

export interface CompleteSignIn {
  /** The provider whose callback this is. */
  readonly provider: string
  /** The doors that finish their sign-ins at this callback. */
  readonly doors: readonly string[]
  /** What the provider sent through the browser, from the query or a form. */
  readonly params: URLSearchParams
  readonly binding?: string | undefined
  readonly visit?: Visit | undefined
}

export interface CompletedSignIn {
  readonly door: string
  readonly memo: Json
  /** Who wanted to link the identity. */
  readonly userId: UserId | undefined
  readonly outcome: Outcome
}

/**
 * Takes a provider's answer. One that belongs to no attempt of ours is refused before anybody is asked anything;
 * every other end, good or bad, is an outcome, because its door knows where to go on.
 */
export async function completeSignIn(services: Services, input: CompleteSignIn): Promise<CompletedSignIn> {
  const { params, provider, doors, binding, visit } = input
  const states = params.getAll('state')
  if (states.length !== 1 || !states[0]) throw new AppError('attempt.invalid')
  const taken = await takeAttempt(services, { key: states[0], provider, doors, binding })
  const { door, memo, userId } = taken.attempt
  const outcome = await concludeSignIn(services, {
    provider,
    userId: userId ?? undefined,
    admission: taken.secrets.admission,
    visit,
    identify: (upstream) => readAnswer(upstream, taken, params),
  })
  // What `beginSignIn` wrote, and nobody else.
  return { door, memo: JSON.parse(String(memo)) as Json, userId: userId ?? undefined, outcome }
}

async function readAnswer(
  upstream: Upstream,
  { attempt, secrets }: TakenAttempt,
  params: URLSearchParams,
): Promise<UpstreamIdentity> {
  checkAnswer(attempt.provider, params)
  const { verifier, nonce, secret, scopes } = secrets
  const { redirectUri } = attempt
  return readIdentity(upstream, { carrier: 'browser', params, redirectUri, verifier, nonce, secret, scopes })
}
