/**
 * Rows that every request asks for, kept for a moment. What this process writes it sees at once; what another one writes,
 * within a second by the clock that cannot be set.
 */
export interface RecentRows {
  find<Row>(key: string, load: () => Promise<Row | undefined>): Promise<Row | undefined>
  /** Something was written: nothing that was asked for before now is good any more. */
  forget(): void
}

/** What a transaction sees; what it writes is forgotten by all when it has ended, however it ended. */
export interface TransactionRows extends RecentRows {
  settle(): void
}

interface Asked {
  readonly at: number
  readonly row: Promise<unknown>
}

// Half of the second, so that the whole way to the answer fits into it.
const longest = 500
// Rows may hold a few kilobytes of JSON each.
const most = 256

/** Rows of the tables that are read with every request and written rarely. */
export function recentRows(): RecentRows {
  const asked = new Map<string, Asked>()
  return {
    find<Row>(key: string, load: () => Promise<Row | undefined>) {
      const at = performance.now()
      const known = asked.get(key)
      // Whoever asked under this key loads the same rows.
      if (known && at - known.at < longest) return known.row as Promise<Row | undefined>
      if (asked.size >= most) asked.clear()
      // Dated when it was asked for: an answer that is on its way while somebody writes is not kept beyond `forget`.
      const row = load().then(frozen)
      asked.set(key, { at, row })
      const drop = () => {
        if (asked.get(key)?.row === row) asked.delete(key)
      }
      row.then((found) => found === undefined && drop(), drop)
      return row
    },
    forget: () => asked.clear(),
  }
}

/** Reads past what is kept, and remembers whether to forget it. */
export function transactionRows(outside: RecentRows): TransactionRows {
  let written = false
  return {
    find: (_key, load) => load(),
    forget: () => {
      written = true
    },
    settle: () => {
      if (written) outside.forget()
    },
  }
}

// Many requests share a row, so none of them may change it.
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || value instanceof Date || ArrayBuffer.isView(value)) return value
  for (const member of Object.values(value)) frozen(member)
  return Object.freeze(value)
}
