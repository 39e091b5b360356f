import { minutes } from '../../../kit/clock.ts'
import type { Services } from '../../../services.ts'
import { primaryEmail, type User } from '../../../store/users.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { seenFrom, type Visit } from '../../audit/visit.ts'
import { mintTicket } from '../../tickets/mint-ticket.ts'
import { sendReset } from './send-reset.ts'

export interface WayOut {
  /** Whose password rests; nobody when no such account exists, which must look the same. */
  readonly user: User | undefined
  readonly identifier: string
  readonly visit: Visit
  /** A link that lets them try again, or only a new password. */
  readonly way: 'unlock' | 'reset'
}

const unlockLife = minutes(30)

/** The kind of the tickets that let a resting password be tried again. */
export const unlockKind = 'unlock-password'

/** Mails the way out to a person whose password rests after too many wrong tries. */
export async function sendWayOut(services: Services, { user, identifier, visit, way }: WayOut): Promise<void> {
  const { store, mail, issuer } = services
  const address = user && primaryEmail(user)
  const known = address?.verifiedAt ? address.address : undefined
  await store.transaction(async (tx) => {
    const within = { ...services, store: tx }
    await recordEvent(within, {
      type: 'sign-in.locked',
      actor: { type: 'anonymous' },
      target: user?.id,
      ...seenFrom(visit),
      detail: { way },
    })
    if (way === 'reset')
      return sendReset(within, { user, email: known ?? identifier, withheld: known === undefined, visit })
    const token = await mintTicket(within, {
      kind: unlockKind,
      payload: { userId: user?.id ?? '', clientId: visit.clientId },
      ttl: unlockLife,
      userId: user?.id,
    })
    const values = { unlockUrl: `${issuer.origin}/unlock/${token}`, minutes: String(unlockLife / 60) }
    const locale = user?.locale ?? visit.locale
    await mail.queue(
      {
        to: known ?? identifier,
        template: 'account-locked',
        locale,
        values,
        clientId: visit.clientId,
        withheld: known === undefined,
      },
      tx,
    )
  })
}
