import type { Services } from '../../../services.ts'
import type { User } from '../../../store/users.ts'
import { totpPlace } from './enable-totp.ts'
import { matchTotpStep } from './totp.ts'

/** Whether a code of the authenticator app is right and was not used before: each time step counts once, in order. */
export async function useTotp({ store, vault, clock }: Services, user: User, code: string): Promise<boolean> {
  if (user.totpSealed === null || user.totpEnabledAt === null) return false
  const step = matchTotpStep(vault.open(user.totpSealed, totpPlace(user.id)), code, clock.now())
  if (step === undefined) return false
  const unused = { OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] }
  return store.users.updateWhere(user.id, { totpSealed: user.totpSealed, ...unused }, { totpLastStep: step })
}
