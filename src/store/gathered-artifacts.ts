import {
  type Artifacts,
  artifactKey,
  artifactRow,
  artifacts,
  type GrantedArtifact,
  type NewArtifact,
  type Succession,
} from './artifacts.ts'
import { isOutage } from './database/outage.ts'
import type { Sql } from './database.ts'
import type { Gather } from './gather.ts'

interface Sought {
  readonly key: Buffer
  readonly now: Date
}

interface Succeeding {
  readonly from: Buffer
  readonly now: Date
  readonly row: readonly unknown[]
}

const columns = 'id, model, payload, "grantKey", "uidKey", "userCode", "accountId", "clientId", "expiresAt"'
const arrays = `$1::bytea[], $2::text[], $3::text[], $4::bytea[], $5::bytea[], $6::bytea[], $7::text[], $8::text[],
  $9::timestamptz[]`
const found = `SELECT q.place, a.payload, a."expiresAt", a."consumedAt", g.payload AS "grantPayload"
  FROM artifacts a JOIN unnest($1::bytea[], $2::timestamptz[]) WITH ORDINALITY AS q(id, now, place)
    ON a.id = q.id AND (a."expiresAt" IS NULL OR a."expiresAt" > q.now)
  LEFT JOIN artifacts g ON g.id = a."grantKey" AND (g."expiresAt" IS NULL OR g."expiresAt" > q.now)`
const saved = `INSERT INTO artifacts (${columns}) SELECT * FROM unnest(${arrays})
  ON CONFLICT (id) DO UPDATE SET payload = excluded.payload, "grantKey" = excluded."grantKey",
    "uidKey" = excluded."uidKey", "userCode" = excluded."userCode", "accountId" = excluded."accountId",
    "clientId" = excluded."clientId", "expiresAt" = excluded."expiresAt"`
const succeeded = `WITH q AS MATERIALIZED (
    SELECT * FROM unnest(${arrays}, $10::timestamptz[], $11::bytea[]) AS q(${columns}, now, "from")),
  used AS (UPDATE artifacts a SET "consumedAt" = q.now FROM q
    WHERE a.id = q."from" AND a."consumedAt" IS NULL AND (a."expiresAt" IS NULL OR a."expiresAt" > q.now) RETURNING a.id)
  INSERT INTO artifacts (${columns}) SELECT ${columns.replace('id,', 'q.id,')} FROM q JOIN used ON used.id = q."from"
  ON CONFLICT (id) DO NOTHING RETURNING id`

/** The artefacts where many requests at once look for theirs and leave new ones: one statement for all of a turn. */
export function gatheredArtifacts(sql: Sql, gather: Gather): Artifacts {
  const single = artifacts(sql)
  const isEveryones = isOutage

  const find = gather<Sought, GrantedArtifact | undefined>({
    isEveryones,
    async together(sought) {
      type Row = GrantedArtifact & { readonly place: number }
      const params = [sought.map(({ key }) => key), sought.map(({ now }) => now)]
      const byPlace = new Map((await sql.query<Row>(found, params)).map((row) => [Number(row.place), row]))
      return sought.map((_, place) => byPlace.get(place + 1))
    },
  })

  const save = gather<readonly unknown[], void>({
    isEveryones,
    keyOf: ([id]) => textOf(id),
    async together(list) {
      await sql.query(saved, columnsOf(list))
      return list.map(() => undefined)
    },
  })

  const succeed = gather<Succeeding, boolean>({
    isEveryones,
    keyOf: ({ from }) => textOf(from),
    async together(list) {
      const params = columnsOf(list.map(({ row, now, from }) => [...row, now, from]))
      const done = new Set((await sql.query<{ id: Uint8Array }>(succeeded, params)).map(({ id }) => textOf(id)))
      return list.map(({ row: [id] }) => done.has(textOf(id)))
    },
  })

  return {
    ...single,
    find: (model, id, now) => find({ key: artifactKey(model, id), now }, () => alone(single.find(model, id, now))),
    findGranted: (model, id, now) =>
      find({ key: artifactKey(model, id), now }, () => single.findGranted(model, id, now)),
    save: (model: string, id: string, artifact: NewArtifact) =>
      save(artifactRow(model, id, artifact), () => single.save(model, id, artifact)),
    succeed: (model: string, succession: Succession) => {
      const { from, to, artifact, now } = succession
      const input = { from: artifactKey(model, from), now, row: artifactRow(model, to, artifact) }
      return succeed(input, () => single.succeed(model, succession))
    },
  }
}

async function alone(stored: ReturnType<Artifacts['find']>): Promise<GrantedArtifact | undefined> {
  const artifact = await stored
  return artifact && { ...artifact, grantPayload: null }
}

// One array for each parameter of the statement.
function columnsOf(list: readonly (readonly unknown[])[]): readonly (readonly unknown[])[] {
  return (list[0] ?? []).map((_, column) => list.map((row) => row[column]))
}

function textOf(bytes: unknown): string {
  return Buffer.from(bytes as Uint8Array).toString('latin1')
}
