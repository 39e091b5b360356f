import { createVault, newSecret, type Vault } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'

const setting = 'instance.secret'

/** Where the secret of the installation is sealed. */
export const secretPlace = setting

/**
 * The secret of this installation, made once: what is derived from it (pairwise subjects, successors of refresh tokens,
 * hashes of recovery codes) stays the same when the master key is rotated.
 */
export async function instanceSecret({
  store,
  vault,
  clock,
}: Pick<Services, 'store' | 'vault' | 'clock'>): Promise<string> {
  const known = await store.settings.find<string>(setting)
  const sealed = known ?? (await store.settings.keep(setting, vault.seal(newSecret(), secretPlace), clock.now()))
  return vault.open(sealed, secretPlace)
}

/** Keyed hashes under the secret of the installation. */
export function identityVault(secret: string): Pick<Vault, 'mac'> {
  return createVault([Buffer.from(secret, 'base64url')])
}
