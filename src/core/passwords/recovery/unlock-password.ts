import { z } from 'zod'
import type { Services } from '../../../services.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { seenFrom, type Visit } from '../../audit/visit.ts'
import { clearPasswordBudgets } from '../../limits/password-budgets.ts'
import { readTicket } from '../../tickets/read-ticket.ts'
import { redeemTicket } from '../../tickets/redeem-ticket.ts'
import { unlockKind } from './send-way-out.ts'

const shape = z.object({ userId: z.string() })

/** Throws when a link that unlocks is not good any more. */
export async function checkUnlock(services: Services, token: string): Promise<void> {
  await readTicket(services, { kind: unlockKind, token })
}

/** Lets a resting password be tried again, for the holder of the link that was mailed. */
export async function unlockPassword(
  services: Services,
  { token, visit }: { readonly token: string; readonly visit: Visit },
): Promise<void> {
  await services.store.transaction(async (tx) => {
    const within = { ...services, store: tx }
    const { userId } = shape.parse(await redeemTicket(within, { kind: unlockKind, token }))
    await clearPasswordBudgets(within, { account: userId, streak: false })
    await recordEvent(within, {
      type: 'sign-in.unlocked',
      actor: { type: 'anonymous' },
      target: userId,
      ...seenFrom(visit),
    })
  })
}
