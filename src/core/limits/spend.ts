import { AppError } from '../../errors.ts'
import { after, type Seconds } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'

export interface Budget {
  /** What is limited, such as `password.account`. */
  readonly bucket: string
  /** Who spends: an account, an address prefix, a client. */
  readonly key: string
  readonly limit: number
  readonly window: Seconds
}

export interface Spent {
  /** How many are left; -1 for the first that goes too far. */
  readonly left: number
  /** When the budget is whole again. */
  readonly retryAfter: Seconds
}

/** Takes one from a budget shared by all replicas, before the guarded work is done; `rate.limited` when it is spent. */
export async function spend(services: Services, budget: Budget): Promise<void> {
  const { left, retryAfter } = await take(services, budget)
  if (left < 0) throw new AppError('rate.limited', { retryAfter })
}

/** The same for callers that decide themselves what an empty budget means. */
export async function take({ store, clock, config }: Services, budget: Budget): Promise<Spent> {
  const { bucket, key, limit, window } = budget
  if (!config.rateLimits) return { left: limit, retryAfter: 0 }
  const now = clock.now()
  const { count, expiresAt } = await store.counters.add(`${bucket}:${key}`, now, after(now, window))
  return { left: limit - count, retryAfter: Math.max(1, Math.ceil((expiresAt.getTime() - now.getTime()) / 1000)) }
}

/** Gives a budget back in full, after the guarded work has succeeded. */
export async function refill(
  { store }: Pick<Services, 'store'>,
  { bucket, key }: Pick<Budget, 'bucket' | 'key'>,
): Promise<void> {
  await store.counters.reset(`${bucket}:${key}`)
}
