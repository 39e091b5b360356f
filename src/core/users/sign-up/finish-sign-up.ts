import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import type { User } from '../../../store/users.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { seenFrom, type Visit } from '../../audit/visit.ts'
import { checkCode } from '../../factors/codes/check-code.ts'
import { redeemCodeLink } from '../../factors/codes/code-link.ts'
import { dropUnproven } from '../addresses/drop-unproven.ts'
import { splitName } from '../profile/split-name.ts'
import { createUser } from '../register-user.ts'
import { type PendingSignUp, pendingSignUp, signUpPurpose } from './pending-sign-up.ts'

/** Creates the account whose address the code has proven. */
export async function finishSignUp(
  services: Services,
  { subject, code, visit }: { readonly subject: string; readonly code: string; readonly visit: Visit },
): Promise<User> {
  const payload = await checkCode(services, { purpose: signUpPurpose, subject, code })
  return create(services, pendingSignUp.parse(payload), visit)
}

/** The same by the link of the mail; `subject` tells which sign-up it was. */
export async function finishSignUpByLink(
  services: Services,
  { token, visit }: { readonly token: string; readonly visit: Visit },
): Promise<{ readonly user: User; readonly subject: string; readonly clientId: string | undefined }> {
  const { purpose, subject, payload } = await redeemCodeLink(services, token)
  if (purpose !== signUpPurpose) throw new AppError('ticket.invalid')
  const pending = pendingSignUp.parse(payload)
  return { user: await create(services, pending, visit), subject, clientId: pending.clientId }
}

async function create(services: Services, pending: PendingSignUp, visit: Visit): Promise<User> {
  const { email, name, username, passwordHash, locale, taken } = pending
  // As if the code had been wrong: who does not read the mail learns nothing (security K01).
  if (taken) throw new AppError('code.invalid')
  return services.store.transaction(async (tx) => {
    const within = { ...services, store: tx }
    await dropUnproven(tx, email)
    const emails = [{ address: email, verified: true }]
    const user = await createUser(services, tx, { emails, username, passwordHash, locale, ...splitName(name) })
    await recordEvent(within, {
      type: 'user.created',
      actor: { type: 'user', id: user.id },
      target: user.id,
      ...seenFrom(visit),
    })
    return user
  })
}
