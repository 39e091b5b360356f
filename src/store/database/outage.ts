import { AppError } from '../../errors.ts'
import { Prisma } from '../generated/client.ts'

// PostgreSQL appendix A: class 08 is about connections; the rest say that the server stops, starts, is full, or that
// of two transactions that waited for each other this one was given up.
const sqlStates = /^(08...|57P01|57P02|57P03|53300|53100|57014|55P03|25006|40001|40P01)$/
const socketCodes = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|ENOSPC)/
// Prisma: unreachable, timed out, too many connections, closed, no transaction started in time, transaction lost, given up
// for another one. What it has no code for, it hands on as the driver said it.
const prismaCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034', 'P2037'])
// Errors of the driver that carry no code.
const messages =
  /timeout exceeded when trying to connect|Query read timeout|Connection terminated|not queryable|timeout expired|PGlite is clos/i

/** Whether the database was not there or not in time, so that nothing can be said about the data: an answer of 503. */
export function isOutage(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  if (error instanceof AppError) return error.code === 'server.unavailable'
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    return prismaCodes.has(error.code) || isOutage(error.meta?.['driverAdapterError'])
  }
  const { code, message, cause } = error as { code?: unknown; message?: unknown; cause?: unknown }
  if (sqlStates.test(String(code)) || socketCodes.test(String(code)) || messages.test(String(message))) return true
  return isOutage(cause)
}
