import type { Services } from '../../../services.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { seenFrom, type Visit } from '../../audit/visit.ts'
import { spendMail } from '../../limits/spend-mail.ts'
import { findByIdentifier } from '../../sign-in/find-by-identifier.ts'
import { maySignIn } from '../../users/may-sign-in.ts'
import { sendReset } from './send-reset.ts'

export interface RequestReset {
  readonly email: string
  readonly visit: Visit
}

/** Mails the link to a new password; for an address without an account the same work is done and nothing is sent. */
export async function requestReset(services: Services, { email, visit }: RequestReset): Promise<void> {
  await spendMail(services, { to: email, visit })
  const user = await findByIdentifier(services, email)
  const withheld = user === undefined || !maySignIn(user, services.clock.now())
  await services.store.transaction(async (tx) => {
    const within = { ...services, store: tx }
    await recordEvent(within, {
      type: 'password.reset-requested',
      actor: { type: 'anonymous' },
      target: user?.id,
      ...seenFrom(visit),
    })
    await sendReset(within, { user, email, withheld, visit })
  })
}
