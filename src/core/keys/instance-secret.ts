import { createVault, newSecret, type Vault } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'

const setting = 'instance.secret'

/**
 * The secret of this installation, made once: what is derived from it (pairwise subjects, successors of refresh tokens)
 * stays the same when the master key is rotated.
 */
export async function instanceSecret({ store, vault, clock }: Services): Promise<string> {
  const sealed = await store.settings.keep(setting, vault.seal(newSecret(), setting), clock.now())
  return vault.open(sealed, setting)
}

/** Keyed hashes under the secret of the installation. */
export function identityVault(secret: string): Pick<Vault, 'mac'> {
  return createVault([Buffer.from(secret, 'base64url')])
}
