import { z } from 'zod'
import type { Services } from '../../../services.ts'
import { readTicket } from '../../tickets/read-ticket.ts'
import { resetKind } from './send-reset.ts'

export const resetShape = z.object({ userId: z.string(), email: z.string(), clientId: z.string().optional() })

/** For which address a link was sent; it stays good, since mail scanners open links too. */
export async function findReset(services: Services, token: string): Promise<z.output<typeof resetShape>> {
  return resetShape.parse(await readTicket(services, { kind: resetKind, token }))
}
