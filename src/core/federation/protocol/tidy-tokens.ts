import { type Clock, days, epoch } from '../../../kit/clock.ts'
import type { UpstreamTokens } from '../provider.ts'

const longest = days(3650)
const mostScopes = 100

/** Tokens as a provider named them, with an end that a calendar has and scopes as RFC 6749 appendix A.4 spells them. */
export function tidyTokens(clock: Clock, tokens: UpstreamTokens): UpstreamTokens {
  const now = epoch(clock.now())
  const { expiresAt, scopes } = tokens
  return {
    ...tokens,
    expiresAt: expiresAt === undefined ? undefined : Math.min(Math.max(Math.floor(expiresAt), now), now + longest),
    scopes: scopes.filter((scope) => /^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/.test(scope)).slice(0, mostScopes),
  }
}
