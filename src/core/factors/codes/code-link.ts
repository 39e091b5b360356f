import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { readTicket } from '../../tickets/read-ticket.ts'
import { redeemTicket } from '../../tickets/redeem-ticket.ts'
import { type CodeSubject, codeLink, codePlace } from './send-code.ts'

const shape = z.object({
  purpose: z.enum(['sign-in', 'sign-up', 'address', 'confirm', 'link-identity']),
  subject: z.string(),
  id: z.string(),
})

export interface LinkedCode extends CodeSubject {
  readonly payload: unknown
}

/** What a link stands for; it stays good, since mail scanners open links too. */
export async function readCodeLink(services: Services, token: string): Promise<LinkedCode> {
  return open(services, shape.parse(await readTicket(services, { kind: codeLink, token })))
}

/** Uses the link up, and with it the code of the same mail. */
export async function redeemCodeLink(services: Services, token: string): Promise<LinkedCode> {
  const link = shape.parse(await redeemTicket(services, { kind: codeLink, token }))
  const linked = await open(services, link)
  if (!(await services.store.codes.consume(link.id, services.clock.now()))) throw new AppError('ticket.used')
  return linked
}

// A newer code, and with it a newer link, takes the place of the one before.
async function open({ store, vault }: Services, { purpose, subject, id }: z.output<typeof shape>): Promise<LinkedCode> {
  const sent = await store.codes.findNewest(purpose, subject)
  if (sent?.id !== id || sent.consumedAt || !sent.payloadSealed) throw new AppError('ticket.used')
  return { purpose, subject, payload: JSON.parse(vault.open(sent.payloadSealed, codePlace(id))) }
}
