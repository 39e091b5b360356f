import type { LinkedIdentity } from '../../core/federation/identities/list-identities.ts'
import type { UpstreamIdentity } from '../../core/federation/protocol/tidy-identity.ts'
import type { ListedProvider } from '../../core/federation/settings/list-providers.ts'
import { issueAccessToken } from '../../core/sessions/access-token.ts'
import type { HeldSession } from '../../core/sessions/session-kind.ts'
import { fullName } from '../../core/users/profile/claims-of.ts'
import { primaryEmailOf } from '../../core/users/profile/primary-email.ts'
import type { Services } from '../../services.ts'
import type { User } from '../../store/users.ts'
import type { House } from '../dialect.ts'
import { providerTokenTtl } from './provider-token.ts'
import { cloudbaseSessions, scope } from './session.ts'

/** The provider token and what the provider says of the person; its own tokens stay with us. */
export function providerTokenAnswer(providerToken: string, identity: UpstreamIdentity) {
  const { provider, subject, name, picture, email, locale } = identity
  const profile = { provider_id: provider, sub: subject, name: name ?? '', picture: picture ?? '', email: email ?? '' }
  return {
    provider_token: providerToken,
    expires_in: providerTokenTtl,
    provider_profile: { ...profile, phone_number: '', gender: '', locale: locale ?? '', url: '', groups: [], meta: {} },
  }
}

/** A token answer; kits drop one that does not expire. */
export async function tokenAnswer(services: Services, house: House, held: HeldSession) {
  const kind = cloudbaseSessions(services, house)
  const { user, session } = held
  const claims = {
    sub: user.id,
    scope,
    project_id: kind.audience,
    client_id: session.clientId ?? kind.audience,
    provider_type: String(Object(session.claims).provider_type ?? ''),
    meta: {},
    user_type: '',
  }
  return {
    token_type: 'Bearer',
    access_token: await issueAccessToken(services, kind, held, claims),
    refresh_token: held.refreshToken,
    expires_in: kind.accessTokenTtl,
    scope,
    sub: user.id,
    ...(user.groups.length > 0 ? { groups: user.groups } : {}),
  }
}

/** The person as `GET /user/me` shows them. */
export function userAnswer(user: User, identities: readonly LinkedIdentity[]) {
  const email = primaryEmailOf(user)
  return {
    sub: user.id,
    name: user.displayName ?? fullName(user) ?? '',
    picture: user.imageUrl ?? '',
    username: user.username ?? '',
    email: email?.verifiedAt ? email.address : '',
    phone_number: '',
    providers: identities.map((identity) => ({
      id: identity.provider,
      provider_user_id: identity.subject,
      name: identity.name ?? '',
      picture: identity.pictureUrl ?? '',
      url: '',
      meta: {},
    })),
    status: 'ACTIVE',
    gender: '',
    groups: user.groups.map((id) => ({ id })),
    meta: {},
    created_at: user.createdAt.toISOString(),
    updated_at: user.updatedAt.toISOString(),
    password_updated_at: user.passwordChangedAt?.toISOString() ?? '',
    user_id: user.id,
    has_password: user.passwordHash !== null,
    internal_user_type: '',
    type: '',
    user_source: '',
    user_desc: '',
    last_login: user.lastSignInAt?.toISOString() ?? '',
  }
}

/** Every provider a person could link, and those they have. */
export function providersAnswer(providers: readonly ListedProvider[], identities: readonly LinkedIdentity[]) {
  const data = providers.map(({ id, label }) => {
    const bound = identities.find(({ provider }) => provider === id)
    return {
      id,
      name: label,
      homepage: '',
      picture: bound?.pictureUrl ?? '',
      provider_user_name: bound?.name ?? bound?.username ?? '',
      provider_type: id,
      bind: bound !== undefined,
    }
  })
  return { total: data.length, data }
}
