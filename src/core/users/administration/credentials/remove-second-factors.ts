import type { Services } from '../../../../services.ts'
import { recordEvent } from '../../../audit/record-event.ts'
import type { OneUser } from '../lock-user.ts'

export interface RemoveSecondFactors extends OneUser {
  /** The authenticator app, the recovery codes, or both; recovery codes do not outlive the app they stand in for. */
  readonly which: 'totp' | 'recovery-codes' | 'all'
}

/** Takes second steps away from a person who has lost them; who has none keeps none. */
export async function removeSecondFactors(services: Services, { id, which, by }: RemoveSecondFactors): Promise<void> {
  const { store, clock } = services
  await store.transaction(async (tx) => {
    const off = which === 'recovery-codes' ? {} : { totpSealed: null, totpEnabledAt: null, totpLastStep: null }
    await tx.users.update(id, { ...off, updatedAt: clock.now() })
    // A device that was trusted instead of the second step has nothing to stand in for any more.
    if (which !== 'recovery-codes') await tx.devices.deleteByUser(id)
    await tx.recoveryCodes.deleteByUser(id)
    await recordEvent(
      { store: tx, clock },
      { type: 'user.second_factors_removed', ...by, target: id, detail: { which } },
    )
  })
}
