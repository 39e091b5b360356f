import { ApiKeys } from '../../admin/keys/api-keys.tsx'
import { NewApiKey } from '../../admin/keys/new-api-key.tsx'
import { SigningKeys } from '../../admin/keys/signing-keys.tsx'
import { hostile } from '../people.ts'
import type { Samples } from '../sample.ts'

const daysAgo = (days: number) => new Date(Date.UTC(2025, 10, 21, 18) - days * 86_400_000)

export const keySamples: Samples = {
  'signing-keys': () => (
    <SigningKeys
      keys={[
        { kid: 'pK3vTq9xWzLmN2bR', alg: 'RS256', state: 'active' },
        { kid: 'aB4cD5eF6gH7iJ8k', alg: 'ES256', state: 'next' },
        { kid: 'zY9xW8vU7tS6rQ5p', alg: 'RS256', state: 'retired' },
      ]}
      saved
    />
  ),
  'api-keys': () => (
    <ApiKeys
      keys={[
        { id: 'key_1', name: 'Billing', all: true, standing: 'good', expiresAt: daysAgo(-40), usedAt: daysAgo(0) },
        { id: 'key_2', name: hostile, all: false, standing: 'revoked' },
        { id: 'key_3', name: 'Reports', all: false, standing: 'expired', expiresAt: daysAgo(3) },
      ]}
    />
  ),
  'api-keys-none': () => <ApiKeys keys={[]} />,
  'new-api-key': () => (
    <NewApiKey
      name=""
      access="read"
      days="90"
      problem={{ code: 'input.invalid', detail: { fields: { name: 'required' } } }}
    />
  ),
}
