import type { Seconds } from '../kit/clock.ts'
import type { Sql } from './database.ts'
import type { Mail as MailRow, Prisma } from './generated/client.ts'
import { type Db, escapeLike } from './prisma.ts'

export type Mail = MailRow
export type NewMail = Pick<
  Mail,
  'id' | 'template' | 'recipient' | 'messageSealed' | 'status' | 'createdAt' | 'nextAttemptAt'
>

/** How long a mail waits for its next try: twice as long after each. */
export interface Pauses {
  readonly first: Seconds
  readonly longest: Seconds
}

export interface MailPage {
  readonly status?: string | undefined
  readonly recipient?: string | undefined
  /** Only what was queued before this one. */
  readonly before?: { readonly createdAt: Date; readonly id: string } | undefined
  readonly limit: number
}

/** Mails on their way out. */
export interface Mails {
  create(mail: NewMail): Promise<void>
  /** Takes due mails for sending by moving their next attempts; one sender wins each. */
  claimDue(now: Date, limit: number, pauses: Pauses): Promise<readonly Mail[]>
  /** What it said may open an account, so it does not stay. */
  markSent(id: string, at: Date): Promise<void>
  update(id: string, change: Prisma.MailUncheckedUpdateInput): Promise<void>
  count(status: string): Promise<number>
  find(id: string): Promise<Mail | undefined>
  /** Puts one that failed back into the queue, and answers whether it had failed. */
  requeue(id: string, at: Date): Promise<boolean>
  /** What was meant to leave, newest first. */
  listPage(page: MailPage): Promise<readonly Mail[]>
  list(limit: number): Promise<readonly Mail[]>
  /** Removes up to `limit` and answers how many there were. */
  deleteOlderThan(before: Date, limit: number, status?: string): Promise<number>
}

const columns = 'id, template, recipient, "messageSealed", status, "createdAt", "nextAttemptAt"'

/** Mails that are handed over as one JSON array, as rows; the columns to fill are `into`. */
export const mailRows = {
  into: `mails (${columns})`,
  from: (parameter: string) =>
    `jsonb_to_recordset(${parameter}::jsonb) AS mail(id text, template text, recipient text, "messageSealed" text,
      status text, "createdAt" timestamptz, "nextAttemptAt" timestamptz)`,
} as const
const inserted = `INSERT INTO ${mailRows.into} SELECT ${columns} FROM ${mailRows.from('$1')}`
const claimed = `UPDATE mails SET attempts = attempts + 1,
    "nextAttemptAt" = $1::timestamptz + make_interval(secs => LEAST($3::float8 * power(2, attempts), $4::float8))
  WHERE id IN (SELECT id FROM mails WHERE status = 'queued' AND "nextAttemptAt" <= $1
    ORDER BY "nextAttemptAt" LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING *`
const sent = `UPDATE mails SET status = 'sent', "sentAt" = $2, "lastError" = NULL, "messageSealed" = '' WHERE id = $1`

export function mails(db: Db, sql: Sql): Mails {
  return {
    async create(mail) {
      await sql.query(inserted, [JSON.stringify([mail])])
    },
    claimDue: (now, limit, { first, longest }) => sql.query<Mail>(claimed, [now, limit, first, longest]),
    async markSent(id, at) {
      await sql.query(sent, [id, at])
    },
    async update(id, change) {
      await db.mail.update({ where: { id }, data: change })
    },
    count: (status) => db.mail.count({ where: { status } }),
    find: async (id) => (await db.mail.findUnique({ where: { id } })) ?? undefined,
    async requeue(id, at) {
      const fresh = { status: 'queued', attempts: 0, nextAttemptAt: at }
      return (await db.mail.updateMany({ where: { id, status: 'failed' }, data: fresh })).count === 1
    },
    listPage: ({ status, recipient, before, limit }) =>
      db.mail.findMany({
        where: {
          AND: [
            // What only looks like a mail was never meant to leave.
            { status: status ?? { not: 'withheld' } },
            recipient === undefined
              ? {}
              : { recipient: { contains: escapeLike(recipient), mode: 'insensitive' as const } },
            before ? olderThan(before) : {},
          ],
        },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: limit,
      }),
    list: (limit) => db.mail.findMany({ orderBy: { createdAt: 'desc' }, take: limit }),
    async deleteOlderThan(before, limit, status) {
      const where = { createdAt: { lt: before }, ...(status === undefined ? {} : { status }) }
      return (await db.mail.deleteMany({ where, limit })).count
    },
  }
}

function olderThan({ createdAt, id }: { createdAt: Date; id: string }): Prisma.MailWhereInput {
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] }
}
