import { AppError } from '../../errors.ts'
import { after, minutes } from '../../kit/clock.ts'
import { digest } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import { spend } from '../limits/spend.ts'

/** A backend key in use. */
export interface KeyHolder {
  readonly id: string
  /** `*` for everything, `read` for looking only. */
  readonly scopes: readonly string[]
}

/** The holder of a backend key, or `key.invalid`; who guesses is slowed down by network, with `rate.limited`. */
export async function authenticateKey(
  services: Services,
  { presented, addressPrefix }: { presented: string; addressPrefix: string },
): Promise<KeyHolder> {
  const { store, clock } = services
  const now = clock.now()
  // One look-up of a digest, whatever is presented: its time tells nothing about our keys.
  const key = await store.apiKeys.findByDigest(digest(presented))
  if (!key || key.revokedAt !== null || (key.expiresAt !== null && key.expiresAt <= now)) {
    await spend(services, { bucket: 'api-key.address', key: addressPrefix, limit: 10, window: minutes(1) })
    throw new AppError('key.invalid')
  }
  if (key.lastUsedAt === null || after(key.lastUsedAt, minutes(1)) <= now) await store.apiKeys.touch(key.id, now)
  return { id: key.id, scopes: key.scopes }
}
