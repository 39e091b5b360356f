import { newId } from '../../kit/ids.ts'
import { digest, newSecret } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'
import type { Author } from '../audit/author.ts'
import { recordEvent } from '../audit/record-event.ts'

export interface NewApiKey {
  readonly name: string
  readonly scopes: readonly ('*' | 'read')[]
  readonly expiresAt: Date | null
  readonly by: Author
}

/** Makes a backend key; the key itself exists outside the caller only as a digest. */
export async function createApiKey({ store, clock }: Services, { name, scopes, expiresAt, by }: NewApiKey) {
  const secret = `sk_live_${newSecret()}`
  const key = {
    id: newId('apiKey'),
    name,
    scopes: [...scopes],
    createdAt: clock.now(),
    expiresAt,
    lastUsedAt: null,
    revokedAt: null,
  }
  await store.transaction(async (tx) => {
    await tx.apiKeys.create({ ...key, keyDigest: digest(secret) })
    await recordEvent({ store: tx, clock }, { type: 'api_key.created', ...by, target: key.id, detail: { scopes } })
  })
  return { key, secret }
}
