import type { Identity } from '../../../store/identities.ts'

/** A login at an upstream provider as Clerk's API shows it. */
export function externalAccountJson(identity: Identity) {
  const [firstName, ...rest] = (identity.name ?? '').split(' ')
  return {
    object: 'external_account',
    id: identity.id,
    provider: `oauth_${identity.provider}`,
    identification_id: identity.id,
    provider_user_id: identity.subject,
    approved_scopes: identity.approvedScopes.join(' '),
    email_address: identity.email ?? '',
    email_address_verified: identity.emailVerified,
    first_name: firstName ?? '',
    last_name: rest.join(' '),
    username: identity.username,
    image_url: identity.pictureUrl ?? '',
    public_metadata: {},
    label: null,
    verification: { status: 'verified', strategy: `oauth_${identity.provider}`, attempts: null, expire_at: null },
    created_at: identity.createdAt.getTime(),
    updated_at: identity.updatedAt.getTime(),
  }
}
