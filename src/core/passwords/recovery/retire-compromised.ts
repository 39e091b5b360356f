import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { primaryEmail, type User } from '../../../store/users.ts'
import type { Visit } from '../../audit/visit.ts'
import { spendMail } from '../../limits/spend-mail.ts'
import { sendReset } from './send-reset.ts'

/** Refuses even the right password when an operator noted that others may know it, and mails the way to a new one. */
export async function retireCompromised(
  services: Services,
  { user, visit }: { readonly user: User; readonly visit: Visit },
): Promise<void> {
  if (user.passwordCompromisedAt === null) return
  const email = primaryEmail(user)
  if (email?.verifiedAt) {
    await spendMail(services, { to: email.address, visit })
    const reset = { user, email: email.address, withheld: false, visit }
    await services.store.transaction((tx) => sendReset({ ...services, store: tx }, reset))
  }
  throw new AppError('password.weak', { reason: 'compromised' })
}
