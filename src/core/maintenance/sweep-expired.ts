import { setImmediate as nextTurn } from 'node:timers/promises'
import { after, days, hours } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'

// A larger batch holds the event loop of the embedded database for longer than a request should wait (security 0.5).
const batch = 500
// Three thousand rows a second: more than a process issues.
const mostBatches = 400

/** Removes what has expired, in small batches with a breath between; nothing of it was valid any more. */
export async function sweepExpired({ store, clock }: Services): Promise<void> {
  const now = clock.now()
  const sweeps: readonly ((limit: number) => Promise<number>)[] = [
    (limit) => store.artifacts.deleteExpired(now, limit),
    (limit) => store.counters.deleteExpired(now, limit),
    (limit) => store.sessions.deleteExpired(now, limit),
    // Who comes back from a provider too late is led to a fresh start for as long as this.
    (limit) => store.attempts.deleteExpired(after(now, -hours(1)), limit),
    (limit) => store.tickets.deleteExpired(now, limit),
    (limit) => store.signIns.deleteExpired(now, limit),
    (limit) => store.codes.deleteExpired(now, limit),
    (limit) => store.mails.deleteOlderThan(after(now, -hours(1)), limit, 'withheld'),
    (limit) => store.mails.deleteOlderThan(after(now, -days(7)), limit),
    (limit) => store.devices.deleteUnseenSince(after(now, -days(400)), limit),
    (limit) => store.deliveries.deleteOlderThan(after(now, -days(30)), limit),
  ]
  for (const sweep of sweeps) {
    for (let round = 0; round < mostBatches; round += 1) {
      if ((await sweep(batch)) < batch) break
      await nextTurn()
    }
  }
}
