import type { UserId } from '../../../kit/ids.ts'
import type { Services } from '../../../services.ts'
import { newRecoveryCode } from './recovery-code.ts'
import { recoveryCodeMacs } from './recovery-code-macs.ts'

const count = 10

/** Makes new recovery codes, which end the ones before; they are answered here and never again. */
export async function makeRecoveryCodes(
  services: Pick<Services, 'store' | 'vault' | 'clock'>,
  userId: UserId,
): Promise<readonly string[]> {
  const codes = Array.from({ length: count }, newRecoveryCode)
  const macs = await recoveryCodeMacs(services, userId, codes)
  await services.store.recoveryCodes.replace(userId, macs, services.clock.now())
  return codes
}
