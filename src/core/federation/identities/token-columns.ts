import type { Vault } from '../../../kit/secrets.ts'
import type { Identity } from '../../../store/identities.ts'
import type { UpstreamTokens } from '../provider.ts'

/** Where a provider's tokens are sealed. */
export function tokensPlace(identityId: string): string {
  return `identities.tokens:${identityId}`
}

/** A provider's tokens in the form of the columns of an identity. */
export function tokenColumns(vault: Vault, identityId: string, tokens: UpstreamTokens) {
  return {
    tokensSealed: vault.seal(JSON.stringify(tokens), tokensPlace(identityId)),
    tokensExpireAt: tokens.expiresAt === undefined ? null : new Date(tokens.expiresAt * 1000),
    approvedScopes: [...tokens.scopes],
  }
}

/** What `tokenColumns` sealed; undefined when there is nothing. */
export function openTokens(vault: Vault, identity: Pick<Identity, 'id' | 'tokensSealed'>): UpstreamTokens | undefined {
  // Sealed by us in this form and by nobody else.
  return identity.tokensSealed === null
    ? undefined
    : (JSON.parse(vault.open(identity.tokensSealed, tokensPlace(identity.id))) as UpstreamTokens)
}
