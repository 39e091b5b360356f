import { knownScopes } from './allowed-scopes.ts'

// Private metadata is between an administrator and the applications that administrator has chosen.
const reserved = new Set(['private_metadata'])

/** Scopes that every application may ask for, registered by whomever; only these are advertised. */
export const openScopes: readonly string[] = knownScopes.filter((scope) => !reserved.has(scope))
