import { z } from 'zod'
import { mintTicket } from '../../core/tickets/mint-ticket.ts'
import { redeemTicket } from '../../core/tickets/redeem-ticket.ts'
import { isRefusal } from '../../errors.ts'
import { minutes } from '../../kit/clock.ts'
import type { Operator } from '../access.ts'

const kind = 'shown-once'
const kept = z.object({ userId: z.string(), of: z.string(), secret: z.string() })

/** Keeps a secret for the page that shows it, and answers that page's query: a form is followed by a redirect. */
export async function keepToShow(
  { services, user }: Operator,
  { of, secret }: { readonly of: string; readonly secret: string },
): Promise<string> {
  const payload = { userId: user.id, of, secret }
  const ticket = await mintTicket(services, { kind, payload, ttl: minutes(5), userId: user.id })
  return `?ticket=${ticket}`
}

/** The secret of this thing, once and to who made it; undefined from then on. */
export async function takeToShow({ services, ctx, user }: Operator, of: string): Promise<string | undefined> {
  try {
    const token = String(ctx.query['ticket'] ?? '')
    const payload = kept.parse(await redeemTicket(services, { kind, token }))
    return payload.userId === user.id && payload.of === of ? payload.secret : undefined
  } catch (error) {
    if (isRefusal(error)) return undefined
    throw error
  }
}
