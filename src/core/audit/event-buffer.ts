import type { Services } from '../../services.ts'
import { eventRow, type NewEvent } from './record-event.ts'

/** Takes events now and writes them in a moment, all at once. */
export interface EventBuffer {
  add(event: NewEvent): void
  /** Writes what is left. */
  flush(): Promise<void>
}

type Row = ReturnType<typeof eventRow>

// A crash loses this much of the record, in milliseconds; a busy server writes one statement in the same time.
const delay = 50

/** For what happens with every token, where a statement each would cost more than the token itself. */
export function createEventBuffer({ store, clock, log }: Pick<Services, 'store' | 'clock' | 'log'>): EventBuffer {
  let waiting: Row[] = []
  let timer: NodeJS.Timeout | undefined
  let writing = Promise.resolve()

  const write = async () => {
    const rows = waiting
    waiting = []
    if (rows.length === 0) return
    try {
      await store.audit.createMany(rows)
    } catch (error) {
      log.error({ err: error, events: rows.length }, 'audit records lost')
    }
  }
  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    writing = writing.then(write)
    return writing
  }

  return {
    add(event) {
      waiting.push(eventRow(clock.now(), event))
      timer ??= setTimeout(() => void flush(), delay).unref()
    },
    flush,
  }
}
