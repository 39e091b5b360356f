import { Prisma } from './generated/client.ts'

/** The Prisma client, or a transaction of it: what a noun of the store works on. */
export type Db = Prisma.TransactionClient

/** A JSON object as it lies in a column. */
export type Json = Prisma.JsonObject

/** Whether an error says that a unique value is taken; the drivers word it differently, the code is P2002 for both. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}

/** Whether an error says that the row to change is not there (P2025). */
export function isMissingRow(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2025'
}

/** Text to be found as it is: Prisma hands `contains` to LIKE unescaped, and a search for "%" should find percent signs. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}

/**
 * What comes after a row in the order of `createdAt`. The bound on the time alone says no more, but it is what an index can
 * begin at: with the alternatives alone the last page of a hundred thousand rows reads all of them.
 */
export function isBeyond({ createdAt, id }: { readonly createdAt: Date; readonly id: string }, order: 'asc' | 'desc') {
  const [beyond, bound] = order === 'desc' ? (['lt', 'lte'] as const) : (['gt', 'gte'] as const)
  return {
    AND: [{ createdAt: { [bound]: createdAt } }],
    OR: [{ createdAt: { [beyond]: createdAt } }, { createdAt, id: { [beyond]: id } }],
  }
}
