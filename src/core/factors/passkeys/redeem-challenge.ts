import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { redeemTicket } from '../../tickets/redeem-ticket.ts'
import { type Ceremony, challengeKind } from './relying-party.ts'

const shape = z.object({ subject: z.string() })

/** Uses a challenge up: only one that we made for this subject counts, whatever the browser says (security L12). */
export async function redeemChallenge(
  services: Services,
  {
    ceremony,
    subject,
    challenge,
  }: { readonly ceremony: Ceremony; readonly subject: string; readonly challenge: string },
): Promise<true> {
  const ticket = shape.parse(await redeemTicket(services, { kind: challengeKind(ceremony), token: challenge }))
  if (ticket.subject !== subject) throw new AppError('ticket.invalid')
  return true
}
