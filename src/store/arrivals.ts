import type { UserId } from '../kit/ids.ts'
import { auditRows, type NewAuditEvent } from './audit.ts'
import type { Sql } from './database.ts'
import { mailRows, type NewMail } from './mails.ts'

/** A complete sign-in: who came when, in which browser, and what is to be kept of it. */
export interface Arrival {
  readonly userId: UserId
  readonly at: Date
  readonly device: ArrivalDevice
  readonly events: readonly NewAuditEvent[]
  /** Goes out if the person was never seen in this browser. */
  readonly notice: NewMail | undefined
}

export interface ArrivalDevice {
  readonly tokenDigest: string
  readonly userAgent: string | null
  readonly ipPrefix: string | null
  /** Until when the second step is not asked for; undefined leaves that as it is. */
  readonly trustedUntil: Date | undefined
}

export interface Arrivals {
  /** Writes all of it or nothing, and answers false when the person is there no more. Whoever was leaving stays. */
  record(arrival: Arrival): Promise<boolean>
}

// One statement, and so one commit, for what happens with every sign-in. A row that was inserted just now has no xmax.
const recorded = `WITH person AS (
    UPDATE users SET "lastSignInAt" = $2, "lastActiveAt" = $2, "deleteAfter" = NULL WHERE id = $1 RETURNING id),
  device AS (
    INSERT INTO devices ("tokenDigest", "userId", "userAgent", "ipPrefix", "trustedUntil", "createdAt", "lastSeenAt")
    SELECT $3, id, $4, $5, $6::timestamptz, $2::timestamptz, $2::timestamptz FROM person
    ON CONFLICT ("tokenDigest") DO UPDATE SET "userAgent" = excluded."userAgent", "ipPrefix" = excluded."ipPrefix",
      "trustedUntil" = COALESCE(excluded."trustedUntil", devices."trustedUntil"), "lastSeenAt" = excluded."lastSeenAt"
    RETURNING xmax = 0 AS "isNew"),
  events AS (INSERT INTO ${auditRows.into} SELECT event.* FROM person, ${auditRows.from('$7')}),
  notice AS (
    INSERT INTO ${mailRows.into} SELECT mail.* FROM device, ${mailRows.from('$8')} WHERE device."isNew")
  SELECT id FROM person`

export function arrivals(sql: Sql): Arrivals {
  return {
    async record({ userId, at, device, events, notice }) {
      const { tokenDigest, userAgent, ipPrefix, trustedUntil } = device
      const seen = [tokenDigest, userAgent, ipPrefix, trustedUntil ?? null]
      const mails = notice === undefined ? [] : [notice]
      const values = [userId, at, ...seen, JSON.stringify(events), JSON.stringify(mails)]
      return (await sql.query(recorded, values)).length === 1
    },
  }
}
