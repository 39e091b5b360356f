import type { UserId } from '../../../kit/ids.ts'
import type { Services } from '../../../services.ts'
import { hashedRecoveryCode, newRecoveryCode } from './recovery-code.ts'

const count = 10

/** Makes new recovery codes, which end the ones before; they are answered here and never again. */
export async function makeRecoveryCodes(
  { store, vault, clock }: Pick<Services, 'store' | 'vault' | 'clock'>,
  userId: UserId,
): Promise<readonly string[]> {
  const codes = Array.from({ length: count }, newRecoveryCode)
  const macs = codes.map((code) => vault.mac(...hashedRecoveryCode(userId, code)))
  await store.recoveryCodes.replace(userId, macs, clock.now())
  return codes
}
