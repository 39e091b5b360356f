import type { Client } from 'oidc-provider'
import type { Vault } from '../../kit/secrets.ts'

type Identity = Pick<Vault, 'mac'>

/** How an application with pairwise subjects knows a person: alike in its sector, unlike anywhere else (OpenID Connect Core 8.1). */
export function pairwiseSubject(identity: Identity, accountId: string, client: Client): string {
  return identity.mac('pairwise', `${client.sectorIdentifier} ${accountId}`)
}

/** How an application knows a person. */
export function subject(identity: Identity, accountId: string, client: Client): string {
  return client.subjectType === 'pairwise' ? pairwiseSubject(identity, accountId, client) : accountId
}
