import { AppError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { Author } from '../audit/author.ts'
import { recordEvent } from '../audit/record-event.ts'
import { currentKeys } from './current-keys.ts'
import { keepKey, newKey } from './rotate-keys.ts'

/**
 * Drops a signing key at once because others may have it: whatever it signed counts no more. A key that signs is
 * replaced by a new one that signs from now on, which clients find when they meet its `kid`.
 */
export async function revokeKey(services: Services, { kid, by }: { kid: string; by: Author }): Promise<void> {
  const keys = await currentKeys(services)
  const key = keys.find((candidate) => candidate.kid === kid)
  if (!key) throw new AppError('resource.unknown', { kid })
  // Who has the one that signs may have the one that waits to sign, too.
  const waiting = keys.filter(({ alg, state }) => key.state === 'active' && alg === key.alg && state === 'next')
  const successor = key.state === 'active' ? await newKey(services, key.alg, 0) : undefined
  await services.store.transaction(async (tx) => {
    if (!(await tx.keys.delete(kid))) throw new AppError('resource.unknown', { kid })
    for (const next of waiting) await tx.keys.delete(next.kid)
    if (successor) await keepKey(services, tx, successor)
    const detail = { kids: successor ? [successor.kid] : [] }
    await recordEvent({ ...services, store: tx }, { type: 'keys.revoked', ...by, target: kid, detail })
  })
}
