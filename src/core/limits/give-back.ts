import { after } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'
import type { Budget } from './spend.ts'

/** Gives one back to a budget that counts failures only: the attempt was right after all. */
export async function giveBack({ store, clock, config }: Services, { bucket, key, window }: Budget): Promise<void> {
  if (!config.rateLimits) return
  const now = clock.now()
  await store.counters.add(`${bucket}:${key}`, now, after(now, window), -1)
}
