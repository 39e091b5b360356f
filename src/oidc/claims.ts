import { claimsByScope } from '../core/users/profile/claims-of.ts'

/** Claims the engine may put into an ID token, by scope. */
export const claims = {
  iss: null,
  sid: null,
  ...Object.fromEntries(Object.entries(claimsByScope).map(([scope, names]) => [scope, [...names]])),
  // How and when the person signed in belongs to every ID token (OpenID Connect Core section 2).
  openid: ['sub', 'acr', 'amr', 'auth_time'],
}

/** Scopes of our own; applications add custom ones. */
export const scopes = [...Object.keys(claimsByScope), 'offline_access']
