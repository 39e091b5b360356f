import { AppError } from '../../errors.ts'
import type { StoredTicket } from '../../store/tickets.ts'

/** Why a ticket is not accepted; a ticket of another kind is as good as unknown. */
export function explainTicket(ticket: StoredTicket | undefined, kind: string, now: Date): AppError {
  if (!ticket || ticket.kind !== kind) return new AppError('ticket.invalid')
  if (ticket.consumedAt) return new AppError('ticket.used')
  return new AppError(ticket.expiresAt <= now ? 'ticket.expired' : 'ticket.invalid')
}
