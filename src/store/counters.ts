import type { Sql } from './database.ts'

export interface CounterState {
  readonly count: number
  readonly expiresAt: Date
}

/** Budgets shared by all replicas. */
export interface Counters {
  /** Adds one (or `by`) and answers the total in the running window; a window that ended starts anew. One statement. */
  add(key: string, now: Date, windowEnds: Date, by?: number): Promise<CounterState>
  find(key: string, now: Date): Promise<CounterState | undefined>
  reset(key: string): Promise<void>
  deleteExpired(now: Date, limit: number): Promise<number>
}

const added = `INSERT INTO counters (key, count, "expiresAt") VALUES ($1, $4, $3)
  ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN counters."expiresAt" <= $2 THEN $4 ELSE counters.count + $4 END,
    "expiresAt" = CASE WHEN counters."expiresAt" <= $2 THEN $3 ELSE counters."expiresAt" END
  RETURNING count, "expiresAt"`

export function counters(sql: Sql): Counters {
  return {
    async add(key, now, windowEnds, by = 1) {
      const [row] = await sql.query<CounterState>(added, [key, now, windowEnds, by])
      return row ?? { count: by, expiresAt: windowEnds }
    },
    async find(key, now) {
      const text = 'SELECT count, "expiresAt" FROM counters WHERE key = $1 AND "expiresAt" > $2'
      return (await sql.query<CounterState>(text, [key, now]))[0]
    },
    async reset(key) {
      await sql.query('DELETE FROM counters WHERE key = $1', [key])
    },
    async deleteExpired(now, limit) {
      const text = `DELETE FROM counters WHERE key IN (SELECT key FROM counters WHERE "expiresAt" <= $1
        ORDER BY "expiresAt" LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1 AS done`
      return (await sql.query(text, [now, limit])).length
    },
  }
}
