import { after, type Clock, days, hours, minutes } from '../../../kit/clock.ts'
import { documentBytes, limited } from '../../../kit/outbound.ts'
import { readJson } from './answers.ts'

interface Held {
  json: unknown
  readAt: Date
  triedAt: Date
}

type Fetch = typeof globalThis.fetch

/** Who reads, and under which limits; documents are remembered for the `shelf`, the fetch of the whole process. */
export interface Reader {
  readonly shelf: Fetch
  readonly fetch: Fetch
  readonly clock: Clock
}

const fresh = hours(1)
const usable = days(2)
const pause = minutes(1)

const shelves = new WeakMap<Fetch, Map<string, Held>>()

/**
 * A published document (discovery, keys): read again after an hour, or when `again` asks for it but at most once a
 * minute. A provider that does not answer costs nothing for two days: what was read last still holds.
 */
export async function readDocument({ shelf, fetch, clock }: Reader, url: string, again = false): Promise<unknown> {
  const now = clock.now()
  const documents = shelves.get(shelf) ?? new Map<string, Held>()
  shelves.set(shelf, documents)
  const held = documents.get(url)
  if (held && (again ? after(held.triedAt, pause) > now : after(held.readAt, fresh) > now)) return held.json
  if (held && held.triedAt > held.readAt && after(held.triedAt, pause) > now) return held.json
  try {
    const json = await readJson(
      await limited(fetch, { maxBytes: documentBytes })(url, { headers: { accept: 'application/json' } }),
    )
    documents.set(url, { json, readAt: now, triedAt: now })
    return json
  } catch (error) {
    if (!held || after(held.readAt, usable) <= now) throw error
    held.triedAt = now
    return held.json
  }
}
