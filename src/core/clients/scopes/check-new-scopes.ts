import { AppError } from '../../../errors.ts'
import { knownScopes } from './allowed-scopes.ts'

// RFC 6749 appendix A.4: printable ASCII but space, quote and backslash.
const scopeToken = /^[\x21\x23-\x5b\x5d-\x7e]{1,128}$/

/** Refuses names that cannot be scopes, that repeat, or that mean something already. */
export function checkNewScopes(field: string, scopes: readonly string[]): void {
  const refuse = (reason: string) => {
    throw new AppError('input.invalid', { field, reason })
  }
  if (!scopes.every((scope) => scopeToken.test(scope))) refuse('must be words of printable characters')
  if (new Set(scopes).size < scopes.length) refuse('must not hold the same scope twice')
  const taken = scopes.find((scope) => knownScopes.includes(scope))
  if (taken !== undefined) refuse(`must not hold ${taken}, which has a meaning already`)
}
