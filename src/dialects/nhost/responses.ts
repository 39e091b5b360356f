import type { UpstreamTokens } from '../../core/federation/provider.ts'
import { issueAccessToken } from '../../core/sessions/access-token.ts'
import type { HeldSession } from '../../core/sessions/session-kind.ts'
import { fullName } from '../../core/users/profile/claims-of.ts'
import { primaryEmailOf } from '../../core/users/profile/primary-email.ts'
import { epoch } from '../../kit/clock.ts'
import type { Services } from '../../services.ts'
import type { User } from '../../store/users.ts'
import { accessClaims, nhostId, nhostSessions, rolesOf } from './session.ts'

/** `Session` of the API. */
export async function sessionAnswer(services: Services, held: HeldSession) {
  return {
    accessToken: await issueAccessToken(services, nhostSessions, held, accessClaims(services, held.user)),
    accessTokenExpiresIn: nhostSessions.accessTokenTtl,
    refreshToken: held.refreshToken,
    refreshTokenId: held.session.id,
    user: userAnswer(services, held.user),
  }
}

/** `User` of the API; an address is optional everywhere. */
export function userAnswer(services: Pick<Services, 'config'>, user: User) {
  const email = primaryEmailOf(user)
  const { defaultRole, roles } = rolesOf(services, user)
  return {
    id: nhostId(user),
    createdAt: user.createdAt.toISOString(),
    displayName: user.displayName ?? fullName(user) ?? '',
    avatarUrl: user.imageUrl ?? '',
    locale: allowedLocale(services, user.locale ?? undefined),
    ...(email ? { email: email.address } : {}),
    isAnonymous: false,
    defaultRole,
    metadata: user.profileMetadata,
    emailVerified: email !== undefined && email.verifiedAt !== null,
    phoneNumberVerified: false,
    activeMfaType: user.totpEnabledAt === null ? null : 'totp',
    roles,
  }
}

/** A locale of the list, or the default: others are never an error here. */
export function allowedLocale({ config }: Pick<Services, 'config'>, locale = ''): string {
  return config.allowedLocales.includes(locale) ? locale : config.defaultLocale
}

/** `ProviderSession` of the API; empty when there is nothing to hand out. */
export function providerSession({ clock }: Pick<Services, 'clock'>, tokens: UpstreamTokens | undefined) {
  const now = clock.now()
  const expiresAt = tokens?.expiresAt ?? epoch(now)
  return {
    accessToken: tokens?.accessToken ?? '',
    expiresIn: Math.max(0, expiresAt - epoch(now)),
    expiresAt: new Date(expiresAt * 1000).toISOString(),
    refreshToken: tokens?.refreshToken ?? null,
  }
}
