import type { Services } from '../../../services.ts'
import { primaryEmail, type User } from '../../../store/users.ts'
import type { Visit } from '../../audit/visit.ts'
import { deviceName } from '../../sign-in/device-name.ts'
import { providerLabel } from '../settings/provider-label.ts'

export interface LoginNews {
  readonly user: User
  readonly provider: string
  readonly change: 'linked' | 'unlinked'
  readonly visit?: Visit | undefined
}

/** Tells a person by mail that a login was added to their account, or removed; `services` hold the transaction's store. */
export async function tellOfLogin(services: Services, { user, provider, change, visit }: LoginNews): Promise<void> {
  const { store, mail, clock, issuer, config } = services
  const email = primaryEmail(user)
  if (!email?.verifiedAt) return
  const values = {
    at: clock.now().toISOString(),
    provider: await providerLabel(services, provider),
    device: deviceName(visit?.userAgent) ?? '',
    place: visit?.network ?? '',
    loginsUrl: `${issuer.origin}/account/logins`,
  }
  const locale = user.locale ?? visit?.locale ?? config.defaultLocale
  await mail.queue(
    { to: email.address, template: `identity-${change}`, locale, values, clientId: visit?.clientId },
    store,
  )
}
