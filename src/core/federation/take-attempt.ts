import { AppError } from '../../errors.ts'
import { digest, equal } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import type { Attempt, AttemptPlace } from '../../store/attempts.ts'
import type { Admission } from './outcome.ts'

/** What only core needs to know of an attempt; sealed at rest. */
export interface AttemptSecrets {
  readonly verifier?: string | undefined
  readonly nonce?: string | undefined
  readonly secret?: string | undefined
  readonly scopes: readonly string[]
  readonly admission?: Admission | undefined
}

export interface TakeAttempt extends AttemptPlace {
  /** The state, or the key of an attempt whose state the app keeps. */
  readonly key: string
  readonly binding?: string | undefined
}

export interface TakenAttempt {
  readonly attempt: Attempt
  readonly secrets: AttemptSecrets
}

/** Where an attempt's secrets lie, for sealing and opening. */
export function attemptPlace(stateDigest: string): string {
  return `attempts.secrets:${stateDigest}`
}

/** Uses an attempt up. It must be of this provider, door and browser; whoever brings the wrong one has spent it. */
export async function takeAttempt({ store, vault, clock }: Services, input: TakeAttempt): Promise<TakenAttempt> {
  const { key, binding, provider, doors } = input
  const stateDigest = digest(key)
  const now = clock.now()
  const attempt = await store.attempts.consume(stateDigest, { provider, doors }, now)
  if (!attempt) throw explain(await store.attempts.find(stateDigest), input, now)
  if (attempt.bindingDigest !== null && !equal(digest(binding ?? ''), attempt.bindingDigest)) {
    throw new AppError('attempt.invalid')
  }
  // Sealed by us in this form and by nobody else.
  const secrets = JSON.parse(vault.open(attempt.secretsSealed, attemptPlace(stateDigest))) as AttemptSecrets
  return { attempt, secrets }
}

// Only the one who could have finished it learns that it is too late; to all others it does not exist.
function explain(attempt: Attempt | undefined, { provider, doors }: AttemptPlace, now: Date): AppError {
  const theirs = attempt?.provider === provider && doors.includes(attempt.door)
  return new AppError(theirs && !attempt.consumedAt && attempt.expiresAt <= now ? 'attempt.expired' : 'attempt.invalid')
}
