import type { UserId } from '../../../../kit/ids.ts'
import type { Services } from '../../../../services.ts'
import type { Store } from '../../../../store/store.ts'
import { recoveryCodeMacs } from '../../../factors/recovery-codes/recovery-code-macs.ts'
import { totpPlace } from '../../../factors/totp/enable-totp.ts'
import type { GivenCredentials } from './given-credentials.ts'

/** Keeps the second step that an operator gives for a person, in the transaction of the caller. */
export async function keepGivenTotp(
  services: Services,
  tx: Store,
  { id, totp }: { readonly id: UserId; readonly totp: NonNullable<GivenCredentials['totp']> },
): Promise<void> {
  const { vault, clock } = services
  const now = clock.now()
  const totpSealed = vault.seal(totp.secret.replaceAll('=', '').toUpperCase(), totpPlace(id))
  await tx.users.update(id, { totpSealed, totpEnabledAt: now, totpLastStep: null, updatedAt: now })
  const macs = await recoveryCodeMacs({ ...services, store: tx }, id, totp.recoveryCodes)
  await tx.recoveryCodes.replace(id, [...new Set(macs)], now)
}
