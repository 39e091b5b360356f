import type { Services } from '../../services.ts'
import type { Store } from '../../store/store.ts'
import { primaryEmail, type User } from '../../store/users.ts'
import type { Visit } from '../audit/visit.ts'
import { deviceName } from '../sign-in/device-name.ts'

/** What may change about the ways in of an account, as the mail `factor-changed` tells it. */
export type FactorChange =
  | 'totp-added'
  | 'totp-removed'
  | 'passkey-added'
  | 'passkey-removed'
  | 'recovery-codes-made'
  | 'recovery-code-used'

export interface ToldChange {
  readonly user: User
  readonly visit: Visit
  readonly change: FactorChange
}

/** Tells a person by mail that a way into their account has changed. */
export async function tellOfFactor(services: Services, tx: Store, { user, visit, change }: ToldChange): Promise<void> {
  const email = primaryEmail(user)
  if (!email?.verifiedAt) return
  const values = {
    at: services.clock.now().toISOString(),
    device: deviceName(visit.userAgent) ?? '',
    place: visit.network,
    change,
    securityUrl: `${services.issuer.origin}/account/security`,
  }
  await services.mail.queue(
    {
      to: email.address,
      template: 'factor-changed',
      locale: user.locale ?? visit.locale,
      values,
      clientId: visit.clientId,
    },
    tx,
  )
}
