import { setImmediate as nextTurn } from 'node:timers/promises'
import { after, days, hours } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'

// A larger batch holds the event loop of the embedded database for longer than a request should wait (security 0.5).
const batch = 500
// Three thousand rows a second: more than a process issues.
const mostBatches = 400

/** Removes what has expired, in small batches with a breath between; nothing of it was valid any more. */
export async function sweepExpired({ store, clock }: Services): Promise<void> {
  for (const table of [store.artifacts, store.counters, store.sessions]) {
    for (let round = 0; round < mostBatches; round += 1) {
      if ((await table.deleteExpired(clock.now(), batch)) < batch) break
      await nextTurn()
    }
  }
  // Who comes back from a provider too late is led to a fresh start for as long as this.
  await store.attempts.deleteExpired(after(clock.now(), -hours(1)))
  await store.tickets.deleteExpired(clock.now())
  await store.signIns.deleteExpired(clock.now())
  await store.codes.deleteExpired(clock.now())
  await store.mails.deleteOlderThan(after(clock.now(), -hours(1)), 'withheld')
  await store.mails.deleteOlderThan(after(clock.now(), -days(7)))
  await store.devices.deleteUnseenSince(after(clock.now(), -days(400)))
  await store.deliveries.deleteOlderThan(after(clock.now(), -days(30)))
}
