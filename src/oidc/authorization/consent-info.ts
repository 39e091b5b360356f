import type { Client } from 'oidc-provider'
import { getDomain } from 'tldts'
import { z } from 'zod'
import { findText } from '../../../views/text.ts'
import type { Services } from '../../services.ts'
import { scopesOf } from '../client-scopes.ts'

/** A scope as Clerk's API describes it (spec/clerk.md A.1.9). */
export interface ScopeDescriptor {
  readonly scope: string
  readonly description: string | null
  readonly requires_consent: boolean
}

export interface AskedScopes {
  readonly asked: string | undefined
  readonly locale: Parameters<typeof findText>[0]
}

const custom = z.array(
  z.object({ scope: z.string(), description: z.string().nullish(), requires_consent: z.boolean().default(true) }),
)
const withoutConsent = new Set(['openid', 'offline_access'])
const defaultScope = 'profile email'

/** The scopes of a request, those the application may ask for, in words. */
export async function describeScopes({ store }: Services, client: Client, { asked, locale }: AskedScopes) {
  const allowed = scopesOf(client)
  const own = custom.catch([]).parse((await store.clients.findByClientId(client.clientId))?.customScopes ?? [])
  return (asked || defaultScope)
    .split(' ')
    .filter((scope) => allowed.has(scope))
    .map((scope): ScopeDescriptor => {
      const described = own.find((candidate) => candidate.scope === scope)
      const description = described?.description ?? findText(locale, `scope.${scope}`, {}) ?? null
      return { scope, description, requires_consent: described?.requires_consent ?? !withoutConsent.has(scope) }
    })
}

/** The registrable domain an answer would go to; null where there is none to trust: unregistered, an address, this device. */
export function redirectDomain(client: Client, redirectUri: string | undefined): string | null {
  if (redirectUri === undefined || !client.redirectUriAllowed(redirectUri)) return null
  const url = URL.parse(redirectUri)
  return url && /^https?:$/.test(url.protocol) ? getDomain(url.hostname) : null
}
