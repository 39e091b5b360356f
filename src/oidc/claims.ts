import { claimsByScope } from '../core/users/claims-of.ts'

/** Claims the engine may put into an ID token, by scope. */
export const claims = {
  acr: null,
  amr: null,
  auth_time: null,
  iss: null,
  sid: null,
  ...Object.fromEntries(Object.entries(claimsByScope).map(([scope, names]) => [scope, [...names]])),
}

/** Scopes of our own; applications add custom ones. */
export const scopes = [...Object.keys(claimsByScope), 'offline_access']
