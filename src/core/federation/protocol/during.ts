import { AppError, isRefusal } from '../../../errors.ts'

export type Step = 'upstream.refused' | 'upstream.exchange-failed' | 'upstream.profile-failed'

/** Runs one step towards a provider; whatever goes wrong in it names the provider and the step. */
export async function during<T>(provider: string, step: Step, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const refusal = refusalIn(error)
    if (!refusal) throw new AppError(step, { provider }, { cause: error })
    if (refusal.code !== 'upstream.unreachable' || refusal.detail['provider'] !== undefined) throw refusal
    throw new AppError('upstream.unreachable', { provider, during: step, ...refusal.detail }, { cause: refusal.cause })
  }
}

// Libraries wrap what our fetch throws; the refusal inside is what happened.
function refusalIn(error: unknown): AppError | undefined {
  if (isRefusal(error)) return error
  return error instanceof Error && error.cause !== undefined ? refusalIn(error.cause) : undefined
}
