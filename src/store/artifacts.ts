import { createHash } from 'node:crypto'
import type { Sql } from './database.ts'

/** What the protocol engine hands over to be remembered: JSON, plus what we look things up by. */
export interface NewArtifact {
  readonly payload: string
  readonly expiresAt: Date | undefined
  readonly grantId?: string | undefined
  readonly uid?: string | undefined
  readonly userCode?: string | undefined
  readonly accountId?: string | undefined
  readonly clientId?: string | undefined
}

export interface StoredArtifact {
  readonly payload: string
  readonly consumedAt: Date | null
}

/** Codes, tokens, grants, sessions and replay records; identifiers are stored as SHA-256 only (security 0.10). */
export interface Artifacts {
  save(model: string, id: string, artifact: NewArtifact): Promise<void>
  /** Inserts and answers false when the identifier was there already: replay records and successors. */
  insert(model: string, id: string, artifact: NewArtifact): Promise<boolean>
  find(model: string, id: string, now: Date): Promise<StoredArtifact | undefined>
  findByUid(model: string, uid: string, now: Date): Promise<StoredArtifact | undefined>
  findByUserCode(model: string, userCode: string, now: Date): Promise<StoredArtifact | undefined>
  listByAccount(model: string, accountId: string, now: Date): Promise<readonly StoredArtifact[]>
  /** Marks as used; false when it was used before, is unknown or has expired. One statement, so one winner. */
  consume(model: string, id: string, now: Date): Promise<boolean>
  delete(model: string, id: string): Promise<void>
  deleteByUid(model: string, uid: string): Promise<void>
  deleteByGrant(grantId: string): Promise<void>
  deleteByAccount(accountId: string): Promise<void>
  deleteByClient(clientId: string, accountId?: string): Promise<void>
  /** Removes up to `limit` expired rows and answers how many there were. */
  deleteExpired(now: Date, limit: number): Promise<number>
}

type Row = { payload: string; consumedAt: Date | null }

const columns = 'id, model, payload, "grantKey", "uidKey", "userCode", "accountId", "clientId", "expiresAt"'
const values = '$1, $2, $3, $4, $5, $6, $7, $8, $9'
const saved = `INSERT INTO artifacts (${columns}) VALUES (${values}) ON CONFLICT (id) DO UPDATE SET
  payload = EXCLUDED.payload, "grantKey" = EXCLUDED."grantKey", "uidKey" = EXCLUDED."uidKey",
  "userCode" = EXCLUDED."userCode", "accountId" = EXCLUDED."accountId", "clientId" = EXCLUDED."clientId",
  "expiresAt" = EXCLUDED."expiresAt"`
const inserted = `INSERT INTO artifacts (${columns}) VALUES (${values}) ON CONFLICT (id) DO NOTHING RETURNING 1 AS done`
const alive = `("expiresAt" IS NULL OR "expiresAt" > $2)`
const found = (column: string) =>
  `SELECT payload, "consumedAt" FROM artifacts WHERE ${column} = $1 AND ${alive} LIMIT 1`
const foundById = found('id')
const foundByUid = found('"uidKey"')
const foundByUserCode = found('"userCode"')
const listedByAccount = `SELECT payload, "consumedAt" FROM artifacts
  WHERE "accountId" = $1 AND ${alive} AND model = $3 LIMIT 1000`
const consumed = `UPDATE artifacts SET "consumedAt" = $2
  WHERE id = $1 AND "consumedAt" IS NULL AND ${alive} RETURNING 1 AS done`
const deletedByClient = `DELETE FROM artifacts WHERE "clientId" = $1 AND ($2::text IS NULL OR "accountId" = $2)`
const deletedExpired = `DELETE FROM artifacts WHERE id IN (
  SELECT id FROM artifacts WHERE "expiresAt" <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1 AS done`

/** The artefacts of the protocol engine over parametrised SQL: the hot path, without an ORM's cost. */
export function artifacts(sql: Sql): Artifacts {
  const first = async (text: string, key: Uint8Array, now: Date) => (await sql.query<Row>(text, [key, now]))[0]
  return {
    async save(model, id, artifact) {
      await sql.query(saved, row(model, id, artifact))
    },
    insert: async (model, id, artifact) => (await sql.query(inserted, row(model, id, artifact))).length === 1,
    find: (model, id, now) => first(foundById, key(model, id), now),
    findByUid: (model, uid, now) => first(foundByUid, key(`${model}.uid`, uid), now),
    findByUserCode: (model, code, now) => first(foundByUserCode, key(`${model}.userCode`, code), now),
    listByAccount: (model, accountId, now) => sql.query<Row>(listedByAccount, [accountId, now, model]),
    consume: async (model, id, now) => (await sql.query(consumed, [key(model, id), now])).length === 1,
    async delete(model, id) {
      await sql.query('DELETE FROM artifacts WHERE id = $1', [key(model, id)])
    },
    async deleteByUid(model, uid) {
      await sql.query('DELETE FROM artifacts WHERE "uidKey" = $1', [key(`${model}.uid`, uid)])
    },
    async deleteByGrant(grantId) {
      await sql.query('DELETE FROM artifacts WHERE "grantKey" = $1 OR id = $1', [key('Grant', grantId)])
    },
    async deleteByAccount(accountId) {
      await sql.query('DELETE FROM artifacts WHERE "accountId" = $1', [accountId])
    },
    async deleteByClient(clientId, accountId) {
      await sql.query(deletedByClient, [clientId, accountId ?? null])
    },
    deleteExpired: async (now, limit) => (await sql.query(deletedExpired, [now, limit])).length,
  }
}

function row(model: string, id: string, artifact: NewArtifact): readonly unknown[] {
  const { payload, expiresAt, grantId, uid, userCode, accountId, clientId } = artifact
  return [
    key(model, id),
    model,
    payload,
    grantId === undefined ? null : key('Grant', grantId),
    uid === undefined ? null : key(`${model}.uid`, uid),
    userCode === undefined ? null : key(`${model}.userCode`, userCode),
    accountId ?? null,
    clientId ?? null,
    expiresAt ?? null,
  ]
}

function key(model: string, id: string): Uint8Array {
  return createHash('sha256').update(`${model}:${id}`).digest()
}
