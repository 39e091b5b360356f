import { hash } from 'node:crypto'
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
  readonly expiresAt: Date | null
  readonly consumedAt: Date | null
}

/** An artefact with the grant it was issued under. */
export interface GrantedArtifact extends StoredArtifact {
  readonly grantPayload: string | null
}

/** An artefact that takes the place of another one of its model. */
export interface Succession {
  readonly from: string
  readonly to: string
  readonly artifact: NewArtifact
  readonly now: Date
}

/** Codes, tokens, grants, sessions and replay records; identifiers are stored as SHA-256 only (security 0.10). */
export interface Artifacts {
  save(model: string, id: string, artifact: NewArtifact): Promise<void>
  /** Inserts and answers false when the identifier was there already: replay records. */
  insert(model: string, id: string, artifact: NewArtifact): Promise<boolean>
  /** Changes what is there and answers false when it is there no more. */
  update(model: string, id: string, artifact: NewArtifact): Promise<boolean>
  find(model: string, id: string, now: Date): Promise<StoredArtifact | undefined>
  /** The same with the payload of its grant, if that is there: what every use of a token asks for. */
  findGranted(model: string, id: string, now: Date): Promise<GrantedArtifact | undefined>
  findByUid(model: string, uid: string, now: Date): Promise<StoredArtifact | undefined>
  /** The same by what `uidDigest` makes of the uid. */
  findByUidDigest(uidDigest: string, now: Date): Promise<StoredArtifact | undefined>
  findByUserCode(model: string, userCode: string, now: Date): Promise<StoredArtifact | undefined>
  listByAccount(model: string, accountId: string, now: Date): Promise<readonly StoredArtifact[]>
  /** Marks as used; false when it was used before, is unknown or has expired. One statement, so one winner. */
  consume(model: string, id: string, now: Date): Promise<boolean>
  /** Marks one as used and inserts the other, both or neither; false when the first was used before. One winner. */
  succeed(model: string, succession: Succession): Promise<boolean>
  delete(model: string, id: string): Promise<boolean>
  deleteByUid(model: string, uid: string): Promise<void>
  deleteByGrant(grantId: string): Promise<void>
  /** Removes all of a person's artefacts, but for the session that `keep` (a `uidDigest`) names. */
  deleteByAccount(accountId: string, keep?: string): Promise<void>
  /** The same, but access tokens stay: without a grant they open nothing, and still tell whose they were. */
  deleteGrantsByAccount(accountId: string): Promise<void>
  deleteByClient(clientId: string, accountId?: string): Promise<void>
  /** Removes up to `limit` expired rows and answers how many there were. */
  deleteExpired(now: Date, limit: number): Promise<number>
}

type Row = { payload: string; expiresAt: Date | null; consumedAt: Date | null }

const columns = 'id, model, payload, "grantKey", "uidKey", "userCode", "accountId", "clientId", "expiresAt"'
const values = '$1, $2, $3, $4, $5, $6, $7, $8, $9'
const replaced = `payload = $3, "grantKey" = $4, "uidKey" = $5, "userCode" = $6, "accountId" = $7, "clientId" = $8,
  "expiresAt" = $9`
const saved = `INSERT INTO artifacts (${columns}) VALUES (${values}) ON CONFLICT (id) DO UPDATE SET ${replaced}`
const inserted = `INSERT INTO artifacts (${columns}) VALUES (${values}) ON CONFLICT (id) DO NOTHING RETURNING 1 AS done`
const updated = `UPDATE artifacts SET ${replaced} WHERE id = $1 AND model = $2 RETURNING 1 AS done`
const alive = `("expiresAt" IS NULL OR "expiresAt" > $2)`
const found = (column: string) =>
  `SELECT payload, "expiresAt", "consumedAt" FROM artifacts WHERE ${column} = $1 AND ${alive} LIMIT 1`
const foundById = found('id')
const foundGranted = `SELECT a.payload, a."expiresAt", a."consumedAt", g.payload AS "grantPayload"
  FROM artifacts a LEFT JOIN artifacts g ON g.id = a."grantKey" AND (g."expiresAt" IS NULL OR g."expiresAt" > $2)
  WHERE a.id = $1 AND (a."expiresAt" IS NULL OR a."expiresAt" > $2)`
const foundByUid = found('"uidKey"')
const foundByUserCode = found('"userCode"')
const listedByAccount = `SELECT payload, "expiresAt", "consumedAt" FROM artifacts
  WHERE "accountId" = $1 AND ${alive} AND model = $3 LIMIT 1000`
const consumed = `UPDATE artifacts SET "consumedAt" = $2
  WHERE id = $1 AND "consumedAt" IS NULL AND ${alive} RETURNING 1 AS done`
const succeeded = `WITH used AS (UPDATE artifacts SET "consumedAt" = $10
    WHERE id = $11 AND "consumedAt" IS NULL AND ("expiresAt" IS NULL OR "expiresAt" > $10) RETURNING 1)
  INSERT INTO artifacts (${columns})
  SELECT $1::bytea, $2::text, $3::text, $4::bytea, $5::bytea, $6::bytea, $7::text, $8::text, $9::timestamptz
  FROM used ON CONFLICT (id) DO NOTHING RETURNING 1 AS done`
const deletedByAccount = `DELETE FROM artifacts
  WHERE "accountId" = $1 AND ($2::bytea IS NULL OR "uidKey" IS DISTINCT FROM $2)`
const deletedGrantsByAccount = `DELETE FROM artifacts WHERE "accountId" = $1 AND model <> 'AccessToken'`
const deletedByClient = `DELETE FROM artifacts WHERE "clientId" = $1 AND ($2::text IS NULL OR "accountId" = $2)`
// In order, so that it goes by the index: in the table it would pass all that earlier batches left behind.
const deletedExpired = `DELETE FROM artifacts WHERE id IN (
  SELECT id FROM artifacts WHERE "expiresAt" <= $1 ORDER BY "expiresAt" LIMIT $2 FOR UPDATE SKIP LOCKED)
  RETURNING 1 AS done`

/** The artefacts of the protocol engine over parametrised SQL: the hot path, without an ORM's cost. */
export function artifacts(sql: Sql): Artifacts {
  const first = async (text: string, key: Uint8Array, now: Date) => (await sql.query<Row>(text, [key, now]))[0]
  const done = async (text: string, params: readonly unknown[]) => (await sql.query(text, params)).length === 1
  return {
    async save(model, id, artifact) {
      await sql.query(saved, artifactRow(model, id, artifact))
    },
    insert: (model, id, artifact) => done(inserted, artifactRow(model, id, artifact)),
    update: (model, id, artifact) => done(updated, artifactRow(model, id, artifact)),
    find: (model, id, now) => first(foundById, artifactKey(model, id), now),
    findGranted: async (model, id, now) =>
      (await sql.query<Row & { grantPayload: string | null }>(foundGranted, [artifactKey(model, id), now]))[0],
    findByUid: (model, uid, now) => first(foundByUid, artifactKey(`${model}.uid`, uid), now),
    findByUidDigest: (digest, now) => first(foundByUid, Buffer.from(digest, 'base64url'), now),
    findByUserCode: (model, code, now) => first(foundByUserCode, artifactKey(`${model}.userCode`, code), now),
    listByAccount: (model, accountId, now) => sql.query<Row>(listedByAccount, [accountId, now, model]),
    consume: (model, id, now) => done(consumed, [artifactKey(model, id), now]),
    succeed: (model, { from, to, artifact, now }) =>
      done(succeeded, [...artifactRow(model, to, artifact), now, artifactKey(model, from)]),
    delete: (model, id) => done('DELETE FROM artifacts WHERE id = $1 RETURNING 1 AS done', [artifactKey(model, id)]),
    async deleteByUid(model, uid) {
      await sql.query('DELETE FROM artifacts WHERE "uidKey" = $1', [artifactKey(`${model}.uid`, uid)])
    },
    async deleteByGrant(grantId) {
      await sql.query('DELETE FROM artifacts WHERE "grantKey" = $1 OR id = $1', [artifactKey('Grant', grantId)])
    },
    async deleteByAccount(accountId, keep) {
      await sql.query(deletedByAccount, [accountId, keep === undefined ? null : Buffer.from(keep, 'base64url')])
    },
    async deleteGrantsByAccount(accountId) {
      await sql.query(deletedGrantsByAccount, [accountId])
    },
    async deleteByClient(clientId, accountId) {
      await sql.query(deletedByClient, [clientId, accountId ?? null])
    },
    deleteExpired: async (now, limit) => (await sql.query(deletedExpired, [now, limit])).length,
  }
}

/** How other tables refer to the engine's session of a browser, by its uid. */
export function uidDigest(uid: string): string {
  return artifactKey('Session.uid', uid).toString('base64url')
}

/** An artefact as the columns of its row. */
export function artifactRow(model: string, id: string, artifact: NewArtifact): readonly unknown[] {
  const { payload, expiresAt, grantId, uid, userCode, accountId, clientId } = artifact
  return [
    artifactKey(model, id),
    model,
    payload,
    grantId === undefined ? null : artifactKey('Grant', grantId),
    uid === undefined ? null : artifactKey(`${model}.uid`, uid),
    userCode === undefined ? null : artifactKey(`${model}.userCode`, userCode),
    accountId ?? null,
    clientId ?? null,
    expiresAt ?? null,
  ]
}

/** What an artefact is found by: nobody who reads the database learns the id. */
export function artifactKey(model: string, id: string): Buffer {
  return hash('sha256', `${model}:${id}`, 'buffer')
}
