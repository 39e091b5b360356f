import { AppError } from '../../../../errors.ts'
import type { UserId } from '../../../../kit/ids.ts'
import type { Services } from '../../../../services.ts'
import type { Visit } from '../../../audit/visit.ts'
import { useRecoveryCode } from '../../../factors/recovery-codes/use-recovery-code.ts'
import { useTotp } from '../../../factors/totp/use-totp.ts'
import { giveBack } from '../../../limits/give-back.ts'
import { spend } from '../../../limits/spend.ts'
import { factorBudget } from '../../../limits/spend-factor-try.ts'

export interface VerifySecondFactor {
  readonly id: UserId
  readonly code: string
  readonly visit: Visit
}

/** Says which of a person's second steps a code belongs to, and uses it up; `code.invalid` when to none. */
export async function verifySecondFactor(
  services: Services,
  { id, code, visit }: VerifySecondFactor,
): Promise<'totp' | 'backup_code'> {
  const user = await services.store.users.get(id)
  if (user.totpEnabledAt === null) throw new AppError('factor.absent')
  const budget = factorBudget(id)
  await spend(services, budget)
  const isTotp = await useTotp(services, user, code)
  if (!isTotp && !(await useRecoveryCode(services, { user, code, visit }))) throw new AppError('code.invalid')
  await giveBack(services, budget)
  return isTotp ? 'totp' : 'backup_code'
}
