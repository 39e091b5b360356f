import { PGlite, type Transaction } from '@electric-sql/pglite'
import pg from 'pg'

type Query = (...args: unknown[]) => unknown

/** What the product says to its database while `work` runs: each statement as its verb and its table. */
export async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const seen: string[] = []
  const restore = listen((statement) => seen.push(statement))
  try {
    await work()
  } finally {
    restore()
  }
  return seen.sort()
}

// Below the store and the ORM, so that nothing goes by unseen.
function listen(tell: (statement: string) => void): () => void {
  const server = pg.Client.prototype as unknown as { query: Query }
  const embedded = PGlite.prototype as unknown as { query: Query; transaction: Query }
  const { query } = server
  const { query: embeddedQuery, transaction } = embedded
  server.query = telling(query, tell)
  embedded.query = telling(embeddedQuery, tell)
  embedded.transaction = function (this: unknown, work: unknown) {
    return transaction.call(this, async (tx: Transaction) => {
      tell('begin')
      const outcome = await (work as (tx: object) => Promise<unknown>)(watched(tx, tell))
      tell('commit')
      return outcome
    })
  }
  return () => {
    Object.assign(server, { query })
    Object.assign(embedded, { query: embeddedQuery, transaction })
  }
}

function watched(tx: Transaction, tell: (statement: string) => void): object {
  return { ...tx, query: telling(tx.query as unknown as Query, tell), rollback: () => tx.rollback() }
}

function telling(query: Query, tell: (statement: string) => void): Query {
  return function (this: unknown, ...args) {
    const [statement] = args as [string | { text: string }]
    tell(inShort(typeof statement === 'string' ? statement : statement.text))
    return query.apply(this, args)
  }
}

/** `INSERT INTO "public"."audit_events" …` as `insert audit_events`; a table within brackets is not what it is about. */
function inShort(statement: string): string {
  const [verb = ''] = statement.trim().toLowerCase().split(/\s/)
  const outside = verb === 'with' ? statement : withoutBrackets(statement)
  const table = tableOf(outside) ?? tableOf(statement)
  return table === undefined ? verb : `${verb} ${table}`
}

function tableOf(statement: string): string | undefined {
  return /\b(?:from|into|update)\s+(?:"?public"?\.)?"?(?!as\b)(\w+)"?/i.exec(statement)?.[1]
}

function withoutBrackets(statement: string): string {
  const shorter = statement.replaceAll(/\([^()]*\)/g, '')
  return shorter === statement ? statement : withoutBrackets(shorter)
}
