import { AppError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { User } from '../../store/users.ts'
import { recordEvent } from '../audit/record-event.ts'
import { seenFrom, type Visit } from '../audit/visit.ts'
import { giveBack } from '../limits/give-back.ts'
import { factorBudget, spendFactorTry } from '../limits/spend-factor-try.ts'
import type { Proof } from '../sign-in/assurance.ts'
import { useRecoveryCode } from './recovery-codes/use-recovery-code.ts'
import { useTotp } from './totp/use-totp.ts'

export interface TypedFactor {
  readonly user: User
  readonly factor: 'totp' | 'recovery'
  readonly code: string
  /** The round of tries this belongs to. */
  readonly challenge: string
  readonly visit: Visit
}

/** Takes a code of the authenticator app or a recovery code as the second step; a wrong one is `code.invalid`. */
export async function provideFactor(services: Services, input: TypedFactor): Promise<Proof> {
  const { user, factor, code, challenge, visit } = input
  await spendFactorTry(services, { challenge, account: user.id })
  const right =
    factor === 'totp' ? await useTotp(services, user, code) : await useRecoveryCode(services, { user, code, visit })
  if (!right) {
    await recordEvent(services, {
      type: 'factor.refused',
      actor: { type: 'anonymous' },
      target: user.id,
      ...seenFrom(visit),
      detail: { factor },
    })
    throw new AppError('code.invalid')
  }
  // Only wrong codes count against the account.
  await giveBack(services, factorBudget(user.id))
  return factor === 'totp' ? 'totp' : 'recovery-code'
}
