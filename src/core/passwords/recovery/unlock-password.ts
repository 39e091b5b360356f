import { z } from 'zod'
import type { Services } from '../../../services.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { seenFrom, type Visit } from '../../audit/visit.ts'
import { clearPasswordBudgets } from '../../limits/password-budgets.ts'
import { readTicket } from '../../tickets/read-ticket.ts'
import { redeemTicket } from '../../tickets/redeem-ticket.ts'
import { unlockKind } from './send-way-out.ts'

const shape = z.object({ userId: z.string(), clientId: z.string().optional() })

/** Whose password a link unlocks; it stays good, since mail scanners open links too. */
export async function findUnlock(services: Services, token: string): Promise<z.output<typeof shape>> {
  return shape.parse(await readTicket(services, { kind: unlockKind, token }))
}

/** Lets a resting password be tried again, for the holder of the link that was mailed. */
export async function unlockPassword(
  services: Services,
  { token, visit }: { readonly token: string; readonly visit: Visit },
): Promise<z.output<typeof shape>> {
  return services.store.transaction(async (tx) => {
    const within = { ...services, store: tx }
    const unlocked = shape.parse(await redeemTicket(within, { kind: unlockKind, token }))
    await clearPasswordBudgets(within, { account: unlocked.userId, streak: false })
    await recordEvent(within, {
      type: 'sign-in.unlocked',
      actor: { type: 'anonymous' },
      target: unlocked.userId,
      ...seenFrom(visit),
    })
    return unlocked
  })
}
