import type { Services } from '../../services.ts'
import { primaryEmail, type User } from '../../store/users.ts'
import type { Visit } from '../audit/visit.ts'
import { clearPasswordBudgets } from '../limits/password-budgets.ts'
import { deviceName } from '../sign-in/device-name.ts'

export interface SavePassword {
  readonly user: User
  /** Made with `passwords.hash` before the transaction. */
  readonly passwordHash: string
  readonly visit: Visit
}

/**
 * Keeps a new password and tells the person by mail. No browser is trusted any more, and tries are counted anew.
 * `services.store` is the caller's transaction.
 */
export async function savePassword(services: Services, { user, passwordHash, visit }: SavePassword): Promise<void> {
  const { store, clock, mail, issuer } = services
  const now = clock.now()
  await store.users.update(user.id, {
    passwordHash,
    passwordChangedAt: now,
    passwordCompromisedAt: null,
    updatedAt: now,
  })
  await store.devices.distrust(user.id)
  await clearPasswordBudgets(services, { account: user.id, streak: true })
  const email = primaryEmail(user)
  if (!email?.verifiedAt) return
  const values = {
    at: now.toISOString(),
    device: deviceName(visit.userAgent) ?? '',
    place: visit.network,
    recoverUrl: `${issuer.origin}/recover`,
  }
  await mail.queue(
    {
      to: email.address,
      template: 'password-changed',
      locale: user.locale ?? visit.locale,
      values,
      clientId: visit.clientId,
    },
    store,
  )
}
