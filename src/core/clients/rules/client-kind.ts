import type { Client } from '../../../store/clients.ts'
import type { ClientChange } from './settle-client.ts'

/** What an application is made of when nothing but its kind is said (RFC 6749 section 2.1, RFC 8252). */
export const clientKinds = {
  web: {},
  spa: { public: true },
  native: { public: true, applicationType: 'native' },
  machine: { grantTypes: ['client_credentials'], scopes: '' },
} as const satisfies Record<string, ClientChange>

export type ClientKind = keyof typeof clientKinds

/** Which kind an application is, by what it may do. */
export function kindOf(client: Pick<Client, 'grantTypes' | 'applicationType' | 'public'>): ClientKind {
  const forPeople = ['authorization_code', 'urn:ietf:params:oauth:grant-type:device_code']
  if (!client.grantTypes.some((grant) => forPeople.includes(grant))) return 'machine'
  if (client.applicationType === 'native') return 'native'
  return client.public ? 'spa' : 'web'
}
