import type { PGlite } from '@electric-sql/pglite'
import type { Connection } from './migrate.ts'

/** The one session of an embedded database. */
export function pgliteConnection(pglite: PGlite): Connection {
  return {
    query: async <Row extends object>(text: string, params: readonly unknown[] = []) =>
      (await pglite.query<Row>(text, [...params])).rows,
    run: async (script) => void (await pglite.exec(script)),
  }
}
