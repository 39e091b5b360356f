import { newId } from '../../kit/ids.ts'
import { digest } from '../../kit/secrets.ts'
import type { Services } from '../../services.ts'

/** Keeps the backend key of `ADMIN_API_KEY` as a digest; starting again with the same key changes nothing. */
export async function provisionApiKey({ config, store, clock }: Services): Promise<void> {
  if (config.adminApiKey === undefined) return
  const keyDigest = digest(config.adminApiKey)
  await store.apiKeys.keep({
    id: newId('apiKey'),
    name: 'ADMIN_API_KEY',
    keyDigest,
    scopes: ['*'],
    createdAt: clock.now(),
  })
}
