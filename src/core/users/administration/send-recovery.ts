import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { primaryEmail } from '../../../store/users.ts'
import { recordEvent } from '../../audit/record-event.ts'
import type { Visit } from '../../audit/visit.ts'
import { sendReset } from '../../passwords/recovery/send-reset.ts'
import type { OneUser } from './lock-user.ts'

/** Mails a person the link to a new password, in the name of an administrator. */
export async function sendRecovery(
  services: Services,
  { id, by, visit }: OneUser & { readonly visit: Visit },
): Promise<void> {
  await services.store.transaction(async (tx) => {
    const within = { ...services, store: tx }
    const user = await tx.users.get(id)
    const email = primaryEmail(user)?.address
    if (email === undefined) throw new AppError('email.refused')
    await recordEvent(within, { type: 'password.reset-requested', ...by, target: id })
    await sendReset(within, { user, email, withheld: false, visit })
  })
}
