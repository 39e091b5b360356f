import { claimsByScope } from '../../users/profile/claims-of.ts'

/** What an application asks for when nothing else is said (spec/clerk.md A.2.1). */
export const defaultScopes = 'profile email'

/** Scopes every application knows; others are declared by an application or a resource. */
export const knownScopes: readonly string[] = [...Object.keys(claimsByScope), 'offline_access']

interface ScopedClient {
  readonly scopes: string
  readonly grantTypes: readonly string[]
}

const grantsOfPeople = new Set(['authorization_code', 'urn:ietf:params:oauth:grant-type:device_code'])

/**
 * The scopes an application may ask for. Signing in (`openid`) and staying signed in (`offline_access`) come with every
 * application that people use: discovery clients ask for both, whoever registered them.
 */
export function allowedScopes({ scopes, grantTypes }: ScopedClient): readonly string[] {
  const implied = grantTypes.some((grant) => grantsOfPeople.has(grant)) ? ['openid', 'offline_access'] : []
  return [...new Set([...scopes.split(' ').filter((scope) => scope !== ''), ...implied])]
}
