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

/** Takes one from a budget shared by all replicas, before the guarded work is done; `rate.limited` when it is spent. */
export async function spend({ store, clock, config }: Services, { bucket, key, limit, window }: Budget): Promise<void> {
  if (!config.rateLimits) return
  const now = clock.now()
  const { count, expiresAt } = await store.counters.add(`${bucket}:${key}`, now, after(now, window))
  if (count <= limit) return
  const retryAfter = Math.max(1, Math.ceil((expiresAt.getTime() - now.getTime()) / 1000))
  throw new AppError('rate.limited', { retryAfter })
}

/** Gives a budget back in full, after the guarded work has succeeded. */
export async function refill({ store }: Services, { bucket, key }: Pick<Budget, 'bucket' | 'key'>): Promise<void> {
  await store.counters.reset(`${bucket}:${key}`)
}
