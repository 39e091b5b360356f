import { AppError } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { seenFrom, type Visit } from '../../audit/visit.ts'
import { spendFactorTry } from '../../limits/spend-factor-try.ts'
import { makeRecoveryCodes } from '../recovery-codes/make-recovery-codes.ts'
import { tellOfFactor } from '../tell-of-factor.ts'
import { type Enrolment, endTotpOffer, findOfferedKey } from './begin-totp.ts'
import { matchTotpStep } from './totp.ts'

export interface EnableTotp extends Enrolment {
  readonly code: string
  readonly visit: Visit
}

/** Turns the second step on with the first code of the offered key; answers the recovery codes, which are shown once. */
export async function enableTotp(
  services: Services,
  { user, subject, code, visit }: EnableTotp,
): Promise<readonly string[]> {
  const { store, vault, clock } = services
  const now = clock.now()
  await spendFactorTry(services, { challenge: `enrol ${user.id} ${subject}`, account: user.id })
  const key = await findOfferedKey(services, { user, subject })
  const step = key === undefined ? undefined : matchTotpStep(key, code, now)
  if (key === undefined || step === undefined) throw new AppError('code.invalid')
  return store.transaction(async (tx) => {
    const within = { ...services, store: tx }
    const enabled = {
      totpSealed: vault.seal(key, totpPlace(user.id)),
      totpEnabledAt: now,
      totpLastStep: step,
      updatedAt: now,
    }
    if (!(await tx.users.updateWhere(user.id, { totpEnabledAt: null }, enabled))) throw new AppError('sign-in.restart')
    await endTotpOffer(within, { user, subject })
    await recordEvent(within, { type: 'factor.totp-added', actor: { type: 'user', id: user.id }, ...seenFrom(visit) })
    await tellOfFactor(services, tx, { user, visit, change: 'totp-added' })
    return makeRecoveryCodes(within, user.id)
  })
}

/** Where an account's key is sealed. */
export function totpPlace(userId: string): string {
  return `users.${userId}.totpSealed`
}
