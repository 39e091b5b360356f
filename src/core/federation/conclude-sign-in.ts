import { type AppError, isRefusal } from '../../errors.ts'
import type { UserId } from '../../kit/ids.ts'
import type { Services } from '../../services.ts'
import type { Visit } from '../audit/visit.ts'
import { admitIdentity } from './matching/admit-identity.ts'
import type { Admission, Outcome } from './outcome.ts'
import type { UpstreamIdentity } from './protocol/tidy-identity.ts'
import type { Upstream } from './provider.ts'
import { getProvider } from './settings/effective-provider.ts'
import { openUpstream } from './settings/open-upstream.ts'

export interface ConcludeSignIn {
  readonly provider: string
  readonly userId?: UserId | undefined
  readonly admission?: Admission | undefined
  readonly visit?: Visit | undefined
  identify(upstream: Upstream): Promise<UpstreamIdentity>
}

/** Asks the provider who it is and lets them in if there are terms; a refusal on the way is an outcome. */
export async function concludeSignIn(services: Services, input: ConcludeSignIn): Promise<Outcome> {
  const { provider, userId, admission, visit } = input
  try {
    const identity = await input.identify(await openUpstream(services, await getProvider(services, provider)))
    if (!admission) return { kind: 'undecided', identity }
    return await admitIdentity(services, { identity, admission, userId, visit })
  } catch (error) {
    if (!isRefusal(error)) throw error
    services.log.warn({ provider, code: error.code, reason: reasonOf(error) }, 'upstream sign-in refused')
    return { kind: 'refused', error }
  }
}

// The provider's own code, or the first words of the innermost cause; parsers quote what they read, which may be a token,
// so they are not quoted.
function reasonOf(error: AppError): string {
  const { error: told, problem = told } = error.detail
  if (typeof problem === 'string') return problem.slice(0, 200)
  let cause: unknown = error
  while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause
  if (!(cause instanceof Error) || cause instanceof SyntaxError) return 'not readable'
  return cause.message.slice(0, 200)
}
