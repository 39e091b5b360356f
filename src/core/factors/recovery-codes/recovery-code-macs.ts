import type { Services } from '../../../services.ts'
import { identityVault, instanceSecret } from '../../keys/instance-secret.ts'
import { hashedRecoveryCode } from './recovery-code.ts'

/** Keyed hashes of recovery codes, under the secret of the installation: they must outlive every master key. */
export async function recoveryCodeMacs(
  services: Pick<Services, 'store' | 'vault' | 'clock'>,
  userId: string,
  codes: readonly string[],
): Promise<readonly string[]> {
  const { mac } = identityVault(await instanceSecret(services))
  return codes.map((code) => mac(...hashedRecoveryCode(userId, code)))
}
