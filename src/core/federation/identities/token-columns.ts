import type { Vault } from '../../../kit/secrets.ts'
import type { Identity } from '../../../store/identities.ts'
import type { UpstreamTokens } from '../provider.ts'

const place = (identityId: string) => `identities.tokens:${identityId}`

/** A provider's tokens in the form of the columns of an identity. */
export function tokenColumns(vault: Vault, identityId: string, tokens: UpstreamTokens) {
  return {
    tokensSealed: vault.seal(JSON.stringify(tokens), place(identityId)),
    tokensExpireAt: tokens.expiresAt === undefined ? null : new Date(tokens.expiresAt * 1000),
    approvedScopes: [...tokens.scopes],
  }
}

/** What `tokenColumns` sealed; undefined when there is nothing. */
export function openTokens(vault: Vault, identity: Pick<Identity, 'id' | 'tokensSealed'>): UpstreamTokens | undefined {
  // Sealed by us in this form and by nobody else.
  return identity.tokensSealed === null
    ? undefined
    : (JSON.parse(vault.open(identity.tokensSealed, place(identity.id))) as UpstreamTokens)
}
