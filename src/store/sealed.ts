import type { Sql } from './database.ts'

/** Where sealed values lie: one column a table. */
const columns = {
  signing_keys: { key: 'kid', sealed: '"privateSealed"' },
  users: { key: 'id', sealed: '"totpSealed"' },
  identities: { key: 'id', sealed: '"tokensSealed"' },
  provider_configs: { key: 'provider', sealed: '"secretSealed"' },
  mails: { key: 'id', sealed: '"messageSealed"' },
  codes: { key: 'id', sealed: '"payloadSealed"' },
  tickets: { key: '"tokenDigest"', sealed: '"payloadSealed"' },
  attempts: { key: '"stateDigest"', sealed: '"secretsSealed"' },
  artifacts: { key: 'id', sealed: 'payload', detail: 'model' },
  settings: { key: 'key', sealed: "value #>> '{}'", written: 'value', as: 'to_jsonb($3::text)' },
} as const satisfies Record<string, Column>

export type SealedTable = keyof typeof columns
export const sealedTables = Object.keys(columns) as readonly SealedTable[]

interface Column {
  readonly key: string
  readonly sealed: string
  /** What of the row its place depends on besides the key. */
  readonly detail?: string
  /** Where the value is written and in which form, if not as it is read. */
  readonly written?: string
  readonly as?: string
}

export interface SealedRow {
  readonly key: string | Uint8Array
  readonly detail: string | null
  /** The value, if it is sealed, and not under the key whose mark was given. */
  readonly sealed: string | null
}

/** Every sealed value of the database, for the day on which the master key is changed. */
export interface Sealed {
  /** The rows that follow on a key, or the first ones. */
  list(
    table: SealedTable,
    page: { after?: SealedRow['key'] | undefined; mark: string; limit: number },
  ): Promise<readonly SealedRow[]>
  /** Writes only if nobody has since: answers whether it did. */
  replace(table: SealedTable, change: { key: SealedRow['key']; from: string; to: string }): Promise<boolean>
}

// "1.", the id of a key in eight characters, and a dot: the form that the vault gives.
const form = "'^1[.][A-Za-z0-9_-]{8}[.]'"

export function sealed(sql: Sql): Sealed {
  return {
    list(table, { after, mark, limit }) {
      const { key, sealed, detail = 'NULL' }: Column = columns[table]
      const old = `${sealed} ~ ${form} AND NOT starts_with(${sealed}, $1)`
      const text = `SELECT ${key} AS key, ${detail} AS detail, CASE WHEN ${old} THEN ${sealed} END AS sealed FROM ${table}
        ${after === undefined ? '' : `WHERE ${key} > $3`} ORDER BY ${key} LIMIT $2`
      return sql.query<SealedRow>(text, after === undefined ? [mark, limit] : [mark, limit, after])
    },
    async replace(table, { key: of, from, to }) {
      const { key, sealed, written = sealed, as = '$3' }: Column = columns[table]
      const text = `UPDATE ${table} SET ${written} = ${as} WHERE ${key} = $1 AND ${sealed} = $2 RETURNING 1 AS done`
      return (await sql.query(text, [of, from, to])).length === 1
    },
  }
}
