import type { Services } from '../../../services.ts'
import type { User, UserRelations } from '../../../store/users.ts'
import { externalAccountJson } from './external-account-json.ts'

/** One person as Clerk's API shows them. */
export async function userJson(services: Services, user: User) {
  const [one] = await usersJson(services, [user])
  return one
}

/** People as Clerk's API shows them, in a bare array. */
export async function usersJson({ store, clock }: Services, users: readonly User[]) {
  const relations = await store.users.listRelations(users.map((user) => user.id))
  const now = clock.now()
  return users.map((user, index) => describe(user, relations[index] ?? { identities: [], unusedRecoveryCodes: 0 }, now))
}

function describe(user: User, { identities, unusedRecoveryCodes }: UserRelations, now: Date) {
  const lockedFor =
    user.lockedUntil === null ? 0 : Math.max(0, Math.ceil((user.lockedUntil.getTime() - now.getTime()) / 1000))
  return {
    id: user.id,
    object: 'user',
    username: user.username,
    first_name: user.firstName,
    last_name: user.lastName,
    locale: user.locale,
    image_url: user.imageUrl ?? '',
    has_image: user.imageUrl !== null,
    primary_email_address_id: user.primaryEmailId,
    primary_phone_number_id: null,
    primary_web3_wallet_id: null,
    email_addresses: user.emails.map((email) => emailJson(email, identities)),
    phone_numbers: [],
    web3_wallets: [],
    passkeys: [],
    saml_accounts: [],
    external_accounts: identities.map(externalAccountJson),
    password_enabled: user.passwordHash !== null,
    two_factor_enabled: user.totpEnabledAt !== null,
    totp_enabled: user.totpEnabledAt !== null,
    backup_code_enabled: unusedRecoveryCodes > 0,
    public_metadata: user.publicMetadata,
    private_metadata: user.privateMetadata,
    unsafe_metadata: user.unsafeMetadata,
    external_id: user.externalId,
    groups: user.groups,
    is_admin: user.isAdmin,
    banned: user.bannedAt !== null,
    locked: lockedFor > 0,
    lockout_expires_in_seconds: lockedFor > 0 ? lockedFor : null,
    verification_attempts_remaining: null,
    delete_self_enabled: true,
    create_organization_enabled: false,
    last_sign_in_at: user.lastSignInAt?.getTime() ?? null,
    last_active_at: user.lastActiveAt?.getTime() ?? null,
    created_at: user.createdAt.getTime(),
    updated_at: user.updatedAt.getTime(),
  }
}

function emailJson(email: User['emails'][number], identities: UserRelations['identities']) {
  const linked = identities.filter((identity) => identity.email?.toLowerCase() === email.addressKey)
  return {
    id: email.id,
    object: 'email_address',
    email_address: email.address,
    reserved: email.verifiedAt === null,
    verification: {
      status: email.verifiedAt === null ? 'unverified' : 'verified',
      strategy: 'admin',
      attempts: null,
      expire_at: null,
    },
    linked_to: linked.map(({ id, provider }) => ({ id, type: `oauth_${provider}` })),
    matches_sso_connection: false,
    created_at: email.createdAt.getTime(),
    updated_at: (email.verifiedAt ?? email.createdAt).getTime(),
  }
}
