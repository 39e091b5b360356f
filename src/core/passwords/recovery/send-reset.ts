import { minutes } from '../../../kit/clock.ts'
import type { Services } from '../../../services.ts'
import type { User } from '../../../store/users.ts'
import type { Visit } from '../../audit/visit.ts'
import { mintTicket } from '../../tickets/mint-ticket.ts'

/** How long the link to a new password works. */
export const resetLife = minutes(30)

/** The kind of the tickets that let a new password be chosen. */
export const resetKind = 'reset-password'

export interface SendReset {
  readonly user: User | undefined
  readonly email: string
  readonly withheld: boolean
  readonly visit: Visit
}

/** Queues the link to a new password, which ends the links before it; `services.store` is the caller's transaction. */
export async function sendReset(services: Services, { user, email, withheld, visit }: SendReset): Promise<void> {
  const { store, mail, issuer } = services
  await store.tickets.deleteByUser(user?.id ?? '', resetKind)
  const { clientId } = visit
  const payload = { userId: user?.id ?? '', email, clientId }
  const token = await mintTicket(services, { kind: resetKind, payload, ttl: resetLife, userId: user?.id })
  const values = { url: `${issuer.origin}/recover/${token}`, minutes: String(resetLife / 60) }
  await mail.queue(
    { to: email, template: 'reset-password', locale: user?.locale ?? visit.locale, values, clientId, withheld },
    store,
  )
}
